import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { BothWays, bothWays } from './both-ways';
import { ClusterDistribution, ClusterGoal, ClusterMigration, ClusterMigrationProps } from '../../../src';
import { GOAL_IDS } from '../../../src/check/goals/questions';
import { MIGRATION_QUESTIONS } from '../../../src/migrate/goals/questions';
import { kubeadmConfig } from '../../migrate/nftables/clusters';

const ROOT = join(__dirname, '..', '..', '..');
const CLUSTER = ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml'].map(name => join(ROOT, 'test', 'fixtures', 'cluster', name));
const example = (...path: string[]): string => join(ROOT, 'examples', ...path);

const folder = mkdtempSync(join(tmpdir(), 'goals-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Every option of every goal is in one of these. */
const MIGRATIONS: readonly (readonly [title: string, files: () => string[], options: string, props: ClusterMigrationProps])[] = [
  ['nftables mode', () => [...CLUSTER, file('kubeadm.json', JSON.stringify(kubeadmConfig()))], '--target-version 1.36', { goal: ClusterGoal.nftables({ targetVersion: '1.36' }) }],
  [
    'nftables mode, with all options', () => CLUSTER,
    '--target-version 1.36 --calico-version 3.31 --node-port-addresses 192.168.0.0/16,fd00::/8 --canary worker-1,worker-2 --node worker-1',
    {
      goal: ClusterGoal.nftables({
        targetVersion: '1.36', calicoVersion: '3.31', nodePortAddresses: ['192.168.0.0/16', 'fd00::/8'], canaryNodes: ['worker-1', 'worker-2'], rulesetNodes: ['worker-1'],
      }),
    },
  ],
  ['nftables mode, as properties', () => CLUSTER, '--target-version 1.36 --rulesets all', { targetVersion: '1.36', allRulesets: true }],
  ['nftables mode, without rulesets', () => CLUSTER, '--target-version 1.36 --no-rulesets', { goal: ClusterGoal.nftables({ targetVersion: '1.36', rulesetNodes: [] }) }],
  [
    'nftables mode by an inventory of kubespray', () => [...CLUSTER, example('distributions', 'inventory', 'k8s-cluster.yml')], '--target-version 1.35 --distribution kubespray --distribution-version 2.31.0',
    { goal: ClusterGoal.nftables({ targetVersion: '1.35' }), distribution: ClusterDistribution.KUBESPRAY, distributionVersion: '2.31.0' },
  ],
  ['Gateway API', () => [example('ingress-conversion', 'ingresses.yaml')], '--goal gateway-api', { goal: ClusterGoal.gatewayApi() }],
  [
    'Gateway API, with all options', () => [example('ingress-conversion', 'ingresses.yaml')],
    '--goal gateway-api --gateway-api 1.5 --channel experimental --implementation envoy-gateway --implementation-version 1.6 --gateway-class eg',
    { goal: ClusterGoal.gatewayApi({ version: '1.5', channel: 'experimental', implementation: 'envoy-gateway', implementationVersion: '1.6', gatewayClassName: 'eg' }) },
  ],
  ['Gateway API, with a Gateway that exists', () => [example('ingress-conversion', 'ingresses.yaml')], '--goal gateway-api --gateway infra/public', { goal: ClusterGoal.gatewayApi({ gateway: 'infra/public' }) }],
  ['Cilium', () => CLUSTER, '--goal cilium --cilium-version 1.20 --pod-cidr 10.20.0.0/16', { goal: ClusterGoal.cilium({ version: '1.20', podCidr: '10.20.0.0/16' }) }],
  [
    'Cilium, with values', () => [...CLUSTER, file('values.yaml', 'ipam: {operator: {clusterPoolIPv4PodCIDRList: [10.30.0.0/16]}}\nhubble: {metrics: {serviceMonitor: {enabled: true}}}\n')],
    '--goal cilium --cilium-version 1.19 --api-versions monitoring.coreos.com/v1', { goal: ClusterGoal.cilium({ version: '1.19', apiVersions: ['monitoring.coreos.com/v1'] }) },
  ],
  ['ambient mode', () => [example('ambient', 'sidecars.yaml')], '--goal ambient', { goal: ClusterGoal.ambient() }],
  ['ambient mode of a version', () => [example('ambient', 'sidecars.yaml')], '--goal ambient --istio-version 1.28', { goal: ClusterGoal.ambient({ istioVersion: '1.28' }) }],
];

describe.each(MIGRATIONS)('%s', (_, files, options, props) => {
  let both: BothWays;
  beforeAll(() => {
    both = bothWays(files(), options.split(' '), props);
  });

  test('the construct writes what the command writes, byte for byte', () => {
    const { command, construct } = both;
    expect([...construct.keys()]).toEqual([...command.keys()]);
    const different = [...command].filter(([path, text]) => construct.get(path) !== text);
    expect(different.map(([path, text]) => [path, difference(text, construct.get(path)!)])).toEqual([]);
  });

  test('no file is applied with the manifests', () => {
    expect(both.names.filter(name => /\.(?:ya?ml|json)$/i.test(name))).toEqual([]);
  });

  test('every file that a command names is there', () => {
    const { migration, names } = both;
    const commands = [...migration.runbook.matchAll(/^```shell\n([\s\S]*?)^```$/gm)].map(([, block]) => block).join('');
    const isOwn = (path: string): boolean => names.some(name => name.split('/')[0] === path.split('/')[0]);
    const named = [...commands.matchAll(/(?:-f |--values |--patch-file=)((?!\/)[\w.-]+\/[\w./-]+)/g)].map(([, path]) => path).filter(isOwn);
    expect(named.filter(path => !names.includes(path))).toEqual([]);
    if (!options.includes('kubespray')) expect(named.length).toBeGreaterThan(0);
  });

  test('its texts can be asked for', () => {
    const { migration, names } = both;
    expect([...migration.paths, 'report.html'].sort()).toEqual(names);
    for (const path of migration.paths) expect(migration.text(path.replace(/\.txt$/, ''))).toBe(migration.text(path));
    expect(() => migration.text('missing.md')).toThrow(/^test\/migration: "missing\.md" is not a file of this migration; expected one of findings\.md, /);
  });
});

function difference(a: string, b: string): readonly (string | undefined)[] {
  const [before, after] = [a, b].map(text => text.split('\n'));
  const line = before.findIndex((text, index) => text !== after[index]);
  return [before[line]?.slice(0, 300), after[line]?.slice(0, 300)];
}

test('every goal is one of programs, and its options are those of the command', () => {
  const goals = [
    ClusterGoal.nftables({ targetVersion: '1.36', calicoVersion: '3.31', nodePortAddresses: ['primary'], canaryNodes: ['a'], rulesetNodes: ['a'], allRulesets: true }),
    ClusterGoal.gatewayApi({ version: '1.6', channel: 'standard', implementation: 'cilium', implementationVersion: '1.19', gateway: 'a/b', gatewayClassName: 'c' }),
    ClusterGoal.cilium({ version: '1.20', apiVersions: ['a/v1'], podCidr: '10.0.0.0/8', noneOf: ['networksets'] }),
    ClusterGoal.ambient({ istioVersion: '1.30' }),
  ];
  expect(goals.map(({ id }) => id)).toEqual(GOAL_IDS);
  expect(goals.map(({ id }) => id)).toEqual(MIGRATION_QUESTIONS.map(({ goal }) => goal.id));
  for (const [index, { goal, options }] of MIGRATION_QUESTIONS.entries()) {
    const asked = new Set([...goal.options, ...options].map(({ name }) => name));
    expect(Object.keys(goals[index]._answers).sort()).toEqual([...asked].sort());
  }
});

function migrate(props: ClusterMigrationProps): ClusterMigration {
  return new ClusterMigration(new Chart(new App(), 'test'), 'migration', props);
}

describe('what the chart has', () => {
  test('kube-proxy\'s ConfigMap with the goal nftables, where that is what changes', () => {
    const { migration, objects } = bothWays(CLUSTER, ['--target-version', '1.36'], { targetVersion: '1.36' });
    expect([migration.goalId, objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)]).toEqual(['nftables', ['ConfigMap kube-proxy']]);
    expect(migration.kubeProxy?.configuration.mode).toBe('nftables');
  });

  test('nothing with another goal', () => {
    const migration = migrate({ goal: ClusterGoal.cilium({ version: '1.20', podCidr: '10.20.0.0/16' }), files: CLUSTER });
    expect(Chart.of(migration).toJson()).toEqual([]);
    expect([migration.goalId, migration.kubeProxy, migration.decisions, migration.calicoPatch]).toEqual(['cilium', undefined, [], undefined]);
    expect(() => migration.ruleset('worker-1')).toThrow('test/migration: there is no ruleset of the node "worker-1": there are none at all');
  });

  test('nothing where a distribution sets the mode', () => {
    const objects = [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'srv-1' }, status: { nodeInfo: { kubeletVersion: 'v1.35.4+k3s1', osImage: 'Debian GNU/Linux 13 (trixie)', kernelVersion: '6.12.0', operatingSystem: 'linux' } } }];
    const migration = migrate({ targetVersion: '1.35', objects });
    expect([migration.kubeProxy, Chart.of(migration).toJson()]).toEqual([undefined, []]);
    expect(migration.paths).toContain('distribution/etc/rancher/k3s/config.yaml.txt');
    expect(migration.text('distribution/etc/rancher/k3s/config.yaml')).toContain('proxy-mode=nftables');
    expect(migration.notices.join('\n')).not.toMatch(/\.yaml(?!\.txt)/);
  });
});

test('one goal can be given to a check and to a migration: what only migrations ask for has no effect on checks', () => {
  const goal = ClusterGoal.cilium({ version: '1.20', podCidr: '10.20.0.0/16' });
  expect(migrate({ goal, files: CLUSTER }).text('cilium/values-final.yaml')).toContain('10.20.0.0/16');
});

test.each<[string, ClusterMigrationProps, string]>([
  ['no goal and no version', {}, 'test/migration: targetVersion: is missing; expected the version that kube-proxy will have, as in "1.36", or a goal'],
  [
    'an option of the default goal beside a goal', { goal: ClusterGoal.cilium({ version: '1.20' }), canaryNodes: ['worker-1'] },
    'test/migration: canaryNodes: cannot be combined with goal; expected it among the options of the goal, as in ClusterGoal.nftables({ targetVersion: \'1.36\' })',
  ],
  [
    'an add-on where none is made', { goal: ClusterGoal.cilium({ version: '1.20', podCidr: '10.20.0.0/16' }), files: CLUSTER, addon: { controlPlaneEndpoint: 'https://k8s.example:6443' } },
    'test/migration: addon: has no effect, since kube-proxy\'s ConfigMap is not what changes; leave it out',
  ],
  ['a distribution that is none', { targetVersion: '1.36', files: CLUSTER, distribution: 'kubesprai' as ClusterDistribution }, 'test/migration: distribution: "kubesprai" is not one of aks, '],
  ['a version of a distribution that is none', { targetVersion: '1.36', files: CLUSTER, distributionVersion: 'new' }, 'test/migration: distribution version: "new" is not a version; expected one such as 2.31.0'],
  ['no Ingress', { goal: ClusterGoal.gatewayApi(), files: CLUSTER }, 'test/migration: the input has no Ingresses; '],
  ['a day that is none', { targetVersion: '1.36', files: CLUSTER, today: 'now' }, 'test/migration: today: '],
])('%s is an error', (_, props, message) => {
  expect(() => migrate(props)).toThrow(message);
});
