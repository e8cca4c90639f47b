import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing, Yaml } from 'cdk8s';
import { ClusterMigration, ClusterMigrationProps } from '../../../src';
import { fixture, kubeadmConfig } from '../../migrate/nftables/clusters';

const FILES = ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml'].map(file => join(__dirname, '..', '..', 'fixtures', 'cluster', file));

function migrate(props: Partial<ClusterMigrationProps> = {}, app = new App()): ClusterMigration {
  return new ClusterMigration(new Chart(app, 'test'), 'migration', { targetVersion: '1.36', files: FILES, rulesetNodes: ['worker-1'], ...props });
}

test('the ConfigMap needs a chart', () => {
  expect(() => new ClusterMigration(new App(), 'migration', { targetVersion: '1.36', files: FILES, rulesetNodes: [] }))
    .toThrow('migration: is in no chart; expected one as the scope, since kube-proxy\'s ConfigMap becomes an object of it');
});

test('the chart has the new ConfigMap and nothing else', () => {
  const migration = migrate({ nodePortAddresses: ['0.0.0.0/0'] });
  const [configMap, ...others] = Testing.synth(Chart.of(migration));
  expect(others).toEqual([]);
  expect(configMap.metadata).toEqual({ name: 'kube-proxy', namespace: 'kube-system', labels: { app: 'kube-proxy' } });
  expect(configMap.data['config.conf']).toMatch(/^mode: nftables$/m);
  expect(configMap.data['config.conf']).toMatch(/^nodePortAddresses:\n- 0\.0\.0\.0\/0$/m);
  expect(Object.keys(configMap.data)).toEqual(['config.conf', 'kubeconfig.conf']);
});

test('findings, decisions, Calico\'s patch and the rulesets can be asked for', () => {
  const migration = migrate();
  expect(migration.findings.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['node-kernel-too-old', 'ipvs-exclude-cidrs', 'calico-dataplane']));
  expect(migration.decisions.map(({ field, action }) => `${field}: ${action}`)).toContain('iptables.masqueradeAll: moved');
  expect(migration.calicoPatch).toBe('{"spec":{"calicoNetwork":{"linuxDataplane":"Nftables","linuxPolicySetupTimeoutSeconds":null}}}');
  expect(migrate({ calicoVersion: '3.31' }).calicoPatch).toBe('{"spec":{"calicoNetwork":{"linuxDataplane":"Nftables"}}}');
  const chains = (script: string) => script.split('\n').filter(line => line.startsWith('add chain'));
  expect(chains(migration.ruleset('worker-1'))).toEqual(['ipv4', 'ipv6'].flatMap(family => chains(fixture(`worker-1.v1.36.${family}.nft`))));
  expect(() => migration.ruleset('worker-9')).toThrow('test/migration: there is no ruleset of the node "worker-9": there are those of worker-1');
});

test('getters return copies', () => {
  const migration = migrate();
  migration.findings.pop();
  migration.findings[0].objects.pop();
  expect(migration.findings).toEqual(migrate().findings);
});

describe('the output folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migration-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const filesBelow = (path: string, prefix = ''): string[] => readdirSync(path, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(entry => entry.isDirectory() ? filesBelow(join(path, entry.name), `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`]);

  test('has the files beside the manifest, none of which is applied with it', () => {
    const app = new App({ outdir: folder });
    const migration = migrate({ objects: [kubeadmConfig()] }, app);
    app.synth();
    const files = filesBelow(folder);
    expect(files.filter(file => /\.(ya?ml|json)$/.test(file))).toEqual(['test.k8s.yaml']);
    expect(files).toEqual([
      'migration/RUNBOOK.md',
      'migration/behavior.json.txt',
      'migration/behavior.md',
      'migration/calico/patch.json.txt',
      'migration/canary/daemonset-patch-back.yaml.txt',
      'migration/canary/daemonset-patch.yaml.txt',
      'migration/canary/kube-proxy.yaml.txt',
      'migration/findings.json.txt',
      'migration/findings.md',
      'migration/kube-proxy/configmap.yaml.txt',
      'migration/kube-proxy/decisions.md',
      'migration/kubeadm/COMMANDS.txt',
      'migration/kubeadm/kube-proxy-addon.conf',
      'migration/kubeadm/upgrade.conf',
      'migration/report.html',
      'migration/rollback/calico-patch.json.txt',
      'migration/rollback/kube-proxy-configmap.yaml.txt',
      'migration/rollback/kubeadm/kube-proxy-addon.conf',
      'migration/rulesets/worker-1.nft',
      'test.k8s.yaml',
    ]);
    // Every file that a command names is there.
    const named = [...migration.runbook.matchAll(/(?:-f |--patch-file=)((?:kube-proxy|canary|rollback)\/\S+)/g)].map(([, path]) => path);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(path => !existsSync(join(folder, 'migration', path)))).toEqual([]);
    expect(readFileSync(join(folder, 'migration', 'RUNBOOK.md'), 'utf8')).toBe(migration.runbook.endsWith('\n') ? migration.runbook : `${migration.runbook}\n`);
  });

  test('has the same ConfigMap as the manifest', () => {
    const [manifest] = Yaml.load(join(folder, 'test.k8s.yaml'));
    const [beside] = Yaml.load(join(folder, 'migration', 'kube-proxy', 'configmap.yaml.txt'));
    expect(beside).toEqual(manifest);
  });
});

test.each<[string, Partial<ClusterMigrationProps>, RegExp]>([
  ['a version that is none', { targetVersion: 'new' }, /^test\/migration: target version: "new" is not a Kubernetes version/],
  ['no ConfigMap', { files: FILES.slice(0, 1) }, /^test\/migration: the input does not have the ConfigMap kube-system\/kube-proxy/],
  ['no object', { objects: ['x'] }, /^test\/migration: objects\[0\]: "x" is not an API object$/],
  ['a missing file', { files: ['missing.yaml'] }, /^test\/migration: missing\.yaml: no such file$/],
])('%s is an error', (_, props, expected) => {
  expect(() => migrate(props)).toThrow(expected);
});
