import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { ROOT } from './run';
import { FIXTURES } from './work-folder';

const LIB = join(ROOT, 'lib');

/** The modules that are loaded once a command has run: ours as paths in lib, others by the name of their package. */
function loadedBy(...args: string[]): readonly string[] {
  const script = `
    process.on('exit', () => require('node:fs').writeSync(2, JSON.stringify(Object.keys(require.cache))));
    require(${JSON.stringify(join(LIB, 'cli', 'main.js'))}).main(['node', 'cdk8s-nftables', ...process.argv.slice(1)]);`;
  const { stderr } = spawnSync(process.execPath, ['-e', script, '--', ...args], { cwd: FIXTURES, encoding: 'utf8' });
  const paths: string[] = JSON.parse(stderr);
  return paths.map(path => path.startsWith(LIB) ? relative(LIB, path) : path.replace(/^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/.*$/, '$1'));
}

const ANY_CLUSTER = ['networking.yaml', 'kube-proxy.yaml'];

test.each([
  ['--help'],
  ['check', '--help'],
  ['migrate', '--help'],
  ['preview', '--help'],
  ['diff', '--help'],
])('help needs neither rules nor a generator: %s %s', (...args) => {
  const loaded = loadedBy(...args);
  expect(loaded).toContain('cli/main.js');
  expect(loaded.filter(path => /^(check\/(rules|goals\/nftables\/rules)|dataplane\/nftables\/generate|dataplane\/preview\/preview|migrate\/(?![\w-]+\/questions)|report|js-yaml|cdk8s|constructs)/.test(path))).toEqual([]);
});

test('preview needs neither rules nor a migration, and no command needs cdk8s', () => {
  const preview = loadedBy('preview', ...ANY_CLUSTER, '--node', 'worker-1', '--kubernetes-version', '1.36', '--quiet');
  expect(preview).toEqual(expect.arrayContaining(['dataplane/nftables/generate.js', 'js-yaml']));
  expect(preview.filter(path => /^(check\/(rules|goals\/nftables\/rules)|check\/reports\/(check-cluster|formats)|migrate\/(?![\w-]+\/questions)|report|cdk8s|constructs)/.test(path))).toEqual([]);
  const check = loadedBy('check', ...ANY_CLUSTER, '--target-version', '1.36');
  expect(check).toContain('check/goals/nftables/rules.js');
  expect(check.filter(path => /^(cdk8s|constructs)$/.test(path))).toEqual([]);
});
