import { found, clusterOf, kubeProxy } from './findings';
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
  return { solved: report.solved.map(({ finding: { ruleId } }) => ruleId), by: report.solved[0]?.by, left: report.findings.map(({ ruleId }) => ruleId) };
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
  const daemonSet = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { namespace: 'kube-system', name: 'kube-proxy' },
    spec: {
      selector: {},
      template: { metadata: {}, spec: { containers: [{ name: 'kube-proxy', image: 'kube-proxy:v1.36.3', command: ['kube-proxy', '--proxy-mode=iptables', '--masquerade-all'] }] } },
    },
  };
  const desired = kubeProxy({ mode: 'nftables', nftables: { masqueradeAll: true } });
  const cluster = Cluster.of([{ object: daemonSet }, { object: kubeProxy({ mode: 'iptables' }) }], [{ object: desired }]);
  const { report } = checkCluster(cluster, { targetVersion: '1.36' });
  expect([report.solved, report.findings.some(({ ruleId }) => ruleId === 'masquerade-all')]).toEqual([[], true]);
});

test('without anything to apply nothing is solved', () => {
  expect(checkCluster(clusterOf([kubeProxy(CURRENT)]), { targetVersion: '1.36' }).report.solved).toEqual([]);
  expect(found(masqueradeAll, [kubeProxy(CURRENT)])).toHaveLength(1);
});
