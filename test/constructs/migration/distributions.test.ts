import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bothWays } from './both-ways';
import { configurationIn } from '../../cli/migrations';

interface Case {
  readonly distribution: string;
  readonly case: string;
  readonly targetVersion: string;
  readonly recognisedFrom: readonly string[];
  readonly expect: { readonly change: readonly unknown[] };
}

const CASES = readFileSync(join(__dirname, '../../fixtures/distributions/cases.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Case)
  .filter(({ expect: { change } }) => change.length > 0);

const folder = mkdtempSync(join(tmpdir(), 'distributions-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(CASES.map(each => [`${each.distribution}: ${each.case}`, each] as const))('%s: the construct writes what the command writes', (title, { recognisedFrom, targetVersion }) => {
  const files = recognisedFrom.map((text, index) => {
    const path = join(folder, `${title.replace(/\W+/g, '-')}-${index}.${text.startsWith('{') ? 'json' : 'txt'}`);
    writeFileSync(path, text);
    return path;
  });
  // The versions of Kubernetes are those of kube-proxy; others are of the distribution itself.
  const versions = /^v?1\.\d/.test(targetVersion) ? { targetVersion } : { targetVersion: '1.36', distributionVersion: /\d[\d.]*/.exec(targetVersion)![0] };
  const { distributionVersion } = versions;
  const options = ['--target-version', versions.targetVersion, ...distributionVersion === undefined ? [] : ['--distribution-version', distributionVersion]];
  const { command, construct, names, objects, migration } = bothWays(files, options, versions);
  expect([...construct.keys()]).toEqual([...command.keys()]);
  for (const [path, text] of command) expect([path, construct.get(path)]).toEqual([path, text]);
  expect(names.filter(name => /\.(?:ya?ml|json)$/i.test(name))).toEqual([]);
  // The chart has a ConfigMap exactly where the folder has one, with the same configuration.
  expect(objects).toHaveLength(construct.has('kube-proxy/configmap.yaml') ? 1 : 0);
  const written = JSON.stringify(migration.kubeProxy?.configurationText);
  for (const object of objects) expect(configurationIn({ data: { 'config.conf': Object.values(object.data)[0] } }).mode).toBe('nftables');
  if (written !== undefined) expect(construct.get('kube-proxy/configmap.yaml')).toContain(migration.kubeProxy!.configurationText.trimEnd().replace(/^/gm, '    '));
});
