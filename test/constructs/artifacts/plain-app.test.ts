import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { CalicoNftablesInstallation, CalicoPatchFile, NftablesKubeProxy, RulesetFile } from '../../../src';

const ROOT = join(__dirname, '..', '..', '..');
const CDK8S = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plain-app-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const filesIn = (name: string) => readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name).slice(join(folder, name).length + 1)).sort();

function rulesetFile(chart: Chart, path?: string): RulesetFile {
  const kubeProxy = new NftablesKubeProxy(chart, 'kube-proxy', { kubernetesVersion: '1.36.3' });
  return new RulesetFile(chart, 'ruleset', { kubeProxy, nodeName: 'a', nodes: [{ name: 'a', addresses: ['192.168.0.1'] }], path });
}

describe('files of several stages', () => {
  test('have paths of their own where nobody has chosen any', () => {
    const app = new App({ outdir: folder });
    const paths = ['dev', 'prod'].map(id => rulesetFile(new Chart(app, id)));
    app.synth();
    expect(paths.map(({ path }) => path)).toEqual(['dev/rulesets/a.nft', 'prod/rulesets/a.nft']);
    expect(filesIn('.')).toEqual(['dev.k8s.yaml', 'dev/rulesets/a.nft', 'prod.k8s.yaml', 'prod/rulesets/a.nft']);
  });

  test('a patch of Calico as well', () => {
    const app = new App({ outdir: folder });
    const patch = CalicoNftablesInstallation.patchFor('3.31');
    for (const id of ['dev', 'prod']) new CalicoPatchFile(new Chart(app, id), 'patch', { patch });
    app.synth();
    expect(filesIn('.').filter(name => name.endsWith('.patch'))).toEqual(['dev/calico/installation.patch', 'prod/calico/installation.patch']);
  });

  test('a file alone, and one with a chosen path, stays where it is', () => {
    const app = new App({ outdir: folder });
    const [first, second] = [rulesetFile(new Chart(app, 'dev')), rulesetFile(new Chart(app, 'prod'), 'prod.nft')];
    expect([first.path, second.path]).toEqual(['rulesets/a.nft', 'prod.nft']);
  });

  test('one path that was chosen twice is an error', () => {
    const app = new App({ outdir: folder });
    for (const id of ['dev', 'prod']) rulesetFile(new Chart(app, id), 'rulesets/a.nft');
    expect(() => app.synth()).toThrow('prod/ruleset: path: rulesets/a.nft is the path of dev/ruleset as well; set another path or folder for one of them');
  });
});

// The library as it is compiled, with the real cdk8s-cli.
test('cdk8s synth writes the files of a plain App', () => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'cdk8s-nftables'));
  for (const name of ['cdk8s', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  writeFileSync(join(folder, 'cdk8s.yaml'), JSON.stringify({ app: `"${process.execPath}" app.js` }));
  writeFileSync(join(folder, 'app.js'), `
    const { App, Chart } = require('cdk8s');
    const { NftablesKubeProxy, RulesetFile } = require('cdk8s-nftables');
    const app = new App();
    const chart = new Chart(app, 'shop');
    const kubeProxy = new NftablesKubeProxy(chart, 'kube-proxy', { kubernetesVersion: '1.36.3' });
    new RulesetFile(chart, 'ruleset', { kubeProxy, nodeName: 'a', nodes: [{ name: 'a', addresses: ['192.168.0.1'] }] });
    app.synth();
  `);
  const env = { ...process.env, HOME: folder, USERPROFILE: folder, CDK8S_OUTDIR: undefined };
  const { status, stderr } = spawnSync(process.execPath, [CDK8S, 'synth', '--no-check-upgrade'], { cwd: folder, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('Error')]);
  expect(filesIn('dist')).toEqual(['rulesets/a.nft', 'shop.k8s.yaml']);
});
