import { clusterOf, daemonSet, found, kubeProxy, machine } from './findings';
import { FindingSeverity } from '../../../src/check/findings/finding';
import { SolvedFinding, solvedFindings } from '../../../src/check/findings/solved';
import { checkCluster } from '../../../src/check/reports/check-cluster';
import { masqueradeAll } from '../../../src/check/rules/kube-proxy/masquerade-all';
import { Cluster } from '../../../src/cluster/cluster';
import { Plain, storedService } from '../../support/builders';
import { finding, healthRule, kernelRule, node, service } from '../../support/report-sample';

const ids = (solved: readonly SolvedFinding[]) => solved.map(({ finding: { ruleId, objects } }) => [ruleId, objects.map(({ name }) => name)]);
const nodes = (...names: string[]) => names.map(name => node(name, 1));

test('what is no longer found is solved, object by object', () => {
  const before = [finding(kernelRule, 'Old.', nodes('a', 'b')), finding(healthRule, 'Hole.', [service('shop', 'web')]), finding(healthRule, 'Whole.')];
  expect(ids(solvedFindings(before, before, 'x'))).toEqual([]);
  expect(ids(solvedFindings(before, [before[0]], 'x'))).toEqual([['health-check', ['web']], ['health-check', []]]);
  expect(ids(solvedFindings(before, [{ ...before[0], message: 'Older.', objects: nodes('b') }, ...before.slice(1)], 'x'))).toEqual([['kernel-too-old', ['a']]]);
  expect(ids(solvedFindings(before, [{ ...before[0], severity: FindingSeverity.INFO }, ...before.slice(1)], 'x'))).toEqual([['kernel-too-old', ['a', 'b']]]);
});

const CURRENT = { mode: 'ipvs', clusterCIDR: '10.244.0.0/16', iptables: { masqueradeAll: true, masqueradeBit: 15 }, ipvs: { syncPeriod: '10s' } };
const SERVICE = storedService('shop/web', { type: 'NodePort', ports: [{ port: 80, protocol: 'TCP', nodePort: 30080, targetPort: 80 }] });

function solvedBy(configuration: Plain, current: Plain = CURRENT) {
  const cluster = Cluster.of([{ object: kubeProxy(current) }, { object: SERVICE }], [{ object: kubeProxy(configuration) }]);
  const { report } = checkCluster(cluster, { targetVersion: '1.36' });
  const ruleIds = report.solved.map(({ finding: { ruleId } }) => ruleId);
  return { solved: ruleIds, by: report.solved[0]?.by, left: report.findings.map(({ ruleId }) => ruleId) };
}

test('a new configuration solves what it sets, and nothing else', () => {
  const nftables = { masqueradeAll: true, masqueradeBit: 15, syncPeriod: '10s' };
  const all = { mode: 'nftables', clusterCIDR: '10.244.0.0/16', nodePortAddresses: ['0.0.0.0/0'], nftables };
  const { solved, by, left } = solvedBy(all);
  expect([...solved].sort()).toEqual(['ipvs-deprecation', 'masquerade-all', 'masquerade-bit', 'node-port-addresses', 'sync-periods']);
  expect(by).toBe('ConfigMap kube-system/kube-proxy');
  expect(left.filter(id => solved.includes(id))).toEqual([]);
  expect(left).toContain('ipvs-scheduler');

  const bare = solvedBy({ mode: 'nftables', clusterCIDR: '10.244.0.0/16' });
  expect(bare.solved).toEqual(['ipvs-deprecation']);
  expect(bare.left).toEqual(expect.arrayContaining(['masquerade-all', 'masquerade-bit', 'node-port-addresses', 'sync-periods']));
});

test('a mistake of the new configuration counts, and one of the current configuration is solved', () => {
  const wrong = { ...CURRENT, iptables: { masqueradeBit: 32 } };
  expect(solvedBy({ mode: 'nftables', clusterCIDR: '10.244.0.0/16' }, wrong).solved).toContain('kube-proxy-configuration-problems');
  const { solved, left } = solvedBy({ mode: 'nftables', clusterCIDR: '10.244.0.0/16', nftables: { masqueradeBit: 32 } });
  expect([solved.includes('kube-proxy-configuration-problems'), left.includes('kube-proxy-configuration-problems')]).toEqual([false, true]);
});

test('a changed ConfigMap solves nothing for a kube-proxy that reads none', () => {
  const withFlags = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { namespace: 'kube-system', name: 'kube-proxy' },
    spec: {
      selector: {},
      template: { metadata: {}, spec: { containers: [{ name: 'kube-proxy', image: 'kube-proxy:v1.36.3', command: ['kube-proxy', '--proxy-mode=iptables', '--masquerade-all'] }] } },
    },
  };
  const desired = kubeProxy({ mode: 'nftables', nftables: { masqueradeAll: true } });
  const cluster = Cluster.of([{ object: withFlags }, { object: kubeProxy({ mode: 'iptables' }) }], [{ object: desired }]);
  const { report } = checkCluster(cluster, { targetVersion: '1.36' });
  expect([report.solved, report.findings.some(({ ruleId }) => ruleId === 'masquerade-all')]).toEqual([[], true]);
});

test('without anything to apply nothing is solved', () => {
  expect(checkCluster(clusterOf([kubeProxy(CURRENT)]), { targetVersion: '1.36' }).report.solved).toEqual([]);
  expect(found(masqueradeAll, [kubeProxy(CURRENT)])).toHaveLength(1);
});

describe('what is told to Calico', () => {
  const calicoNode = daemonSet('calico-system/calico-node', 'quay.io/calico/node:v3.31.5');
  const installation = (linuxDataplane: string): Plain => ({ apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' }, spec: { calicoNetwork: { linuxDataplane } } });
  const felix = (nftablesMode: string): Plain => ({ apiVersion: 'crd.projectcalico.org/v1', kind: 'FelixConfiguration', metadata: { name: 'default' }, spec: { nftablesMode } });

  const assess = (live: readonly Plain[], desired: readonly Plain[]) => {
    const objects = [machine('a', {}), kubeProxy(CURRENT), ...live].map(object => ({ object }));
    const { report } = checkCluster(Cluster.of(objects, desired.map((object, i) => ({ object, source: { toString: () => `new.yaml, line ${i + 1}` } }))), { targetVersion: '1.36' });
    return { solved: report.solved.map(({ finding: { ruleId }, by }) => [ruleId, by]), left: report.findings.map(({ ruleId }) => ruleId).filter(id => id === 'calico-dataplane') };
  };

  test.each<[string, Plain[], Plain[], string]>([
    ['an Installation', [calicoNode, installation('Iptables')], [installation('Nftables')], 'Installation default (new.yaml, line 1)'],
    ['a FelixConfiguration', [calicoNode, felix('Disabled')], [felix('Enabled')], 'FelixConfiguration default (new.yaml, line 1)'],
    ['a FelixConfiguration where there was none', [calicoNode], [felix('Enabled')], 'FelixConfiguration default (new.yaml, line 1)'],
  ])('%s that is applied solves the finding about the data plane', (_, live, desired, by) => {
    expect(assess(live, [])).toEqual({ solved: [], left: ['calico-dataplane'] });
    expect(assess(live, desired)).toEqual({ solved: [['calico-dataplane', by]], left: [] });
  });

  test('one that changes nothing solves nothing', () => {
    expect(assess([calicoNode, installation('Iptables')], [installation('Iptables')])).toEqual({ solved: [], left: ['calico-dataplane'] });
    expect(assess([], [installation('Nftables')])).toEqual({ solved: [], left: [] });
  });

  test('beside a new configuration of kube-proxy each is named with what it solves', () => {
    const { solved } = assess([calicoNode, installation('Iptables')], [installation('Nftables'), kubeProxy({ ...CURRENT, mode: 'nftables' })]);
    expect(solved).toContainEqual(['calico-dataplane', 'Installation default (new.yaml, line 1)']);
    expect(solved).toContainEqual(['ipvs-deprecation', 'ConfigMap kube-system/kube-proxy (new.yaml, line 2)']);
  });
});
