import { load } from 'js-yaml';
import { commandsOf, filesOf, kubeadmConfig, planOf, referenceCluster } from './clusters';
import { Waiver } from '../../../src/check/findings/waiver';
import { MigrationPlan } from '../../../src/migrate/nftables/plan';
import { kubeProxy, machine } from '../../check/findings/findings';
import { message } from '../../input/objects';
import { Plain } from '../../support/builders';

const IPVS = kubeProxy({ mode: 'ipvs', clusterCIDR: '10.244.0.0/16' });
const configMapsOf = (plan: MigrationPlan): Record<'before' | 'after', any> => {
  const files = filesOf(plan);
  return { before: load(files[plan.paths.rollbackConfigMap]), after: load(files[plan.paths.configMap]) };
};
const withAnnotations = (object: Plain, annotations: Plain): Plain => ({ ...object, metadata: { ...object.metadata, annotations } });

describe('the ConfigMap', () => {
  test('is the cluster\'s own one with another configuration', () => {
    const { before, after: { data, ...rest } } = configMapsOf(planOf(referenceCluster()));
    expect(rest).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-proxy', namespace: 'kube-system', labels: { app: 'kube-proxy' } } });
    expect(data['kubeconfig.conf']).toBe(before.data['kubeconfig.conf']);
    expect(data['config.conf']).toMatch(/^mode: nftables$/m);
    expect(before.data['config.conf']).toMatch(/^mode: ipvs$/m);
  });

  test('loses kubeadm\'s hash, which is about other data; the rollback has it', () => {
    const hash = { 'kubeadm.kubernetes.io/component-config.hash': 'sha256:abc', 'mine': 'a' };
    const { before, after } = configMapsOf(planOf([withAnnotations(IPVS, hash)]));
    expect(after.metadata.annotations).toEqual({ mine: 'a' });
    expect(before.metadata.annotations).toEqual(hash);
  });
});

describe('the nodes that go first', () => {
  const node = (name: string, labels: Plain = {}, more: { kernelVersion?: string; spec?: Plain } = {}) =>
    machine(name, { kernelVersion: more.kernelVersion ?? '6.8.0' }, { labels, spec: more.spec });

  test.each<[string, Plain[], string[]]>([
    ['a worker comes before the control plane', [node('a', { 'node-role.kubernetes.io/control-plane': '' }), node('b')], ['b']],
    ['a name tells, too', [node('cp-1'), node('worker-1')], ['worker-1']],
    ['not one with a blocker', [node('a', {}, { kernelVersion: '5.4.0' }), node('b')], ['b']],
    ['not one that is cordoned', [node('a', {}, { spec: { unschedulable: true } }), node('b')], ['b']],
    ['the control plane where there is nothing else', [node('a', { 'node-role.kubernetes.io/control-plane': '' })], ['a']],
    ['none where there are no Nodes', [], []],
  ])('%s', (_, nodes, expected) => {
    expect(planOf([IPVS, ...nodes]).canaryNodes).toEqual(expected);
  });

  test('not one whose blocker is waived: a waiver makes no node ready', () => {
    const waiver: Waiver = { rule: 'node-kernel-too-old', reason: 'Replaced (soon).', expires: '2026-05-31', file: 'waivers.yaml' };
    const plan = planOf([IPVS, node('a', {}, { kernelVersion: '5.4.0' }), node('b')], {}, [waiver]);
    expect([plan.canaryNodes, [...plan.blockedNodes.keys()]]).toEqual([['b'], ['a']]);
    const page = filesOf(plan)['RUNBOOK.md'];
    expect(page).toContain('A node that cannot be made ready (a) can keep its mode');
    expect(page).toContain('**Waived**\n\n- Kernel too old for nftables mode (`node-kernel-too-old`): Node a. Replaced (soon). Until 2026-05-31.\n');
  });

  test('one with a blocker can be chosen, and a notice says what it lacks', () => {
    const plan = planOf([IPVS, node('a', {}, { kernelVersion: '5.4.0' }), node('b')], { canaryNodes: ['a', 'b'] });
    expect(plan.canaryNodes).toEqual(['a', 'b']);
    expect(plan.notices).toEqual(['a is to change first, but cannot: Kernel too old for nftables mode (node-kernel-too-old)']);
  });

  test('can be chosen', () => {
    expect(planOf([IPVS, node('a'), node('b')], { canaryNodes: ['b', 'a'] }).canaryNodes).toEqual(['b', 'a']);
    expect(message(() => planOf([IPVS, node('a')], { canaryNodes: ['c'] }))).toBe('there is no Node "c": the input has a');
  });
});

describe('kubeadm', () => {
  test('has its files there and back, with the cluster\'s own ClusterConfiguration', () => {
    const files = filesOf(planOf(referenceCluster([kubeadmConfig()]), { rulesetNodes: [] }));
    expect(Object.keys(files).filter(path => path.includes('kubeadm'))).toEqual([
      'kubeadm/kube-proxy-addon.conf', 'kubeadm/upgrade.conf', 'kubeadm/COMMANDS.txt', 'rollback/kubeadm/kube-proxy-addon.conf',
    ]);
    expect(files['kubeadm/kube-proxy-addon.conf']).toMatch(/podSubnet: 10\.244\.0\.0\/16[\s\S]*mode: nftables/);
    expect(files['rollback/kubeadm/kube-proxy-addon.conf']).toMatch(/podSubnet: 10\.244\.0\.0\/16[\s\S]*mode: ipvs/);
    expect(files['RUNBOOK.md']).toContain('kubeadm/kube-proxy-addon.conf combines this cluster\'s ClusterConfiguration with the new KubeProxyConfiguration');
  });

  test('feature gates that it would refuse are left out, and that is said', () => {
    const plan = planOf(referenceCluster([kubeadmConfig({ featureGates: { EtcdLearnerMode: true, PublicKeysECDSA: true } })]), { rulesetNodes: [] });
    const notice = 'kubeadm/kube-proxy-addon.conf has no featureGates.EtcdLearnerMode of the ClusterConfiguration, since it is not a feature gate of kubeadm 1.36: it was removed in 1.33';
    expect(plan.notices).toContain(notice);
    expect(plan.notices.filter(text => text.includes('PublicKeysECDSA'))).toEqual([]);
    const files = filesOf(plan);
    expect(files['RUNBOOK.md']).toContain(`${notice}.`);
    expect(files['kubeadm/kube-proxy-addon.conf']).toMatch(/PublicKeysECDSA: true/);
    expect(files['kubeadm/kube-proxy-addon.conf']).not.toContain('EtcdLearnerMode');
  });

  test('says where its ConfigMap is wrong', () => {
    const wrong = { ...kubeadmConfig(), data: { ClusterConfiguration: 'a: *b' } };
    expect(message(() => planOf([IPVS, wrong]))).toMatch(/^ConfigMap kube-system\/kubeadm-config, ClusterConfiguration, line 1, column/);
    expect(message(() => planOf([IPVS, { ...kubeadmConfig(), data: {} }])))
      .toBe('ConfigMap kube-system/kubeadm-config: data[ClusterConfiguration]: undefined is not text; expected kubeadm\'s ClusterConfiguration');
    expect(message(() => planOf([IPVS, kubeadmConfig({ apiVersion: 'kubeadm.k8s.io/v1beta3' })], { targetVersion: '1.37' })))
      .toMatch(/^ConfigMap kube-system\/kubeadm-config: ClusterConfiguration: apiVersion: /);
  });
});

describe('what can\'t be planned', () => {
  test.each<[string, Plain[], string, string]>([
    ['a version that is none', [IPVS], 'new', 'target version: "new" is not a Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"'],
    ['a version without the mode', [IPVS], '1.28', 'target version: nftables mode exists from Kubernetes 1.29 (KEP-3866); upgrade the cluster first'],
    ['no ConfigMap', [], '1.36', 'the input does not have the ConfigMap kube-system/kube-proxy, which a migration changes; '
      + 'add it with: kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml. Where the cluster has none, state its distribution (--distribution), or add the files of its installer'],
    ['a distribution without a setting', [machine('a', { kubeletVersion: 'v1.34.4-gke.1' })], '1.36',
      'GKE: there is no setting for the mode: GKE writes kube-proxy\'s static pod, and undoes other changes. A new cluster with Dataplane V2 has no kube-proxy at all.'],
    ['nftables mode already', [kubeProxy({ mode: 'nftables' })], '1.36',
      'ConfigMap kube-system/kube-proxy: the mode is already nftables, so there is nothing to migrate; check reports what else to know'],
    ['a configuration that kube-proxy can\'t read', [kubeProxy({ mode: 'ipvs', oomScoreAdj: 5000 })], '1.36',
      'ConfigMap kube-system/kube-proxy: oomScoreAdj: 5000 is out of range: expected an integer from -1000 to 1000'],
  ])('%s', (_, objects, targetVersion, expected) => {
    expect(message(() => planOf(objects, { targetVersion }))).toBe(expected);
  });
});

test('rulesets are for versions whose rules are known', () => {
  const { sample, rulesetNotice } = planOf(referenceCluster(), { targetVersion: '1.38' });
  expect(sample).toEqual({ nodes: [] });
  expect(rulesetNotice).toBe('The rules of kube-proxy 1.38 are not known, so there are no rulesets; they can be generated for 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37.');
  expect(planOf(referenceCluster(), { rulesetNodes: ['worker-2'] }).sample).toEqual({ nodes: ['worker-2'] });
  expect(planOf([IPVS]).rulesetNotice).toBe('The input has no Nodes, so there are no rulesets.');
});

test('names of another cluster appear in the commands', () => {
  const other = { ...IPVS, metadata: { ...IPVS.metadata, name: 'kube-proxy-config' }, data: { config: IPVS.data['config.conf'] } };
  const commands = commandsOf(filesOf(planOf([other]))['RUNBOOK.md']);
  expect(commands).toContain('kubectl -n kube-system get configmap kube-proxy-config -o yaml > configmap-before.yaml');
});
