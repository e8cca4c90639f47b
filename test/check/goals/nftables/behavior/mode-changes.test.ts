import { NftablesContext } from '../../../../../src/check/goals/nftables/context';
import { CheckOptions, checkCluster } from '../../../../../src/check/reports/check-cluster';
import { Plain, service, slice, storedService } from '../../../../support/builders';
import { clusterOf, kubeProxy, machine } from '../../../findings/findings';

const CONFIGURATION = kubeProxy({ mode: 'ipvs', clusterCIDR: '10.244.0.0/16' });
const NODES = ['a', 'b', 'c'].map((name, i) => machine(name, {}, { address: `192.168.10.${11 + i}` }));
const local = storedService('shop/near', { clusterIP: '10.96.0.10', internalTrafficPolicy: 'Local', type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] });
const onNodes = (...names: string[]) => slice('shop/near-1', 'near', names.map((nodeName, i) => ({ addresses: [`10.244.${i}.1`], nodeName })));
const changes = (objects: readonly Plain[], version = '1.36') => new NftablesContext(clusterOf(objects), version).changes;
const notices = (objects: readonly Plain[], targetVersion = '1.36') =>
  checkCluster(clusterOf(objects), { targetVersion } as CheckOptions).notices.filter(notice => notice.includes('is not decided'));

test('a change is found on each node where it is, of which one is compared', () => {
  const found = changes([CONFIGURATION, ...NODES, local, onNodes('b')])!.of(['internal-policy-local']);
  expect(found.map(({ service: changed, nodes }) => [changed.name, nodes.map(({ name }) => name)])).toEqual([['near', ['a', 'c']]]);
  expect(new Set(found[0].rows.map(({ destination }) => destination.kind))).toEqual(new Set(['cluster-ip']));
});

test('a Service that does not change is not found, and decided', () => {
  const known = changes([CONFIGURATION, ...NODES, local, onNodes('a', 'b', 'c')])!;
  expect(known.of(['internal-policy-local'])).toEqual([]);
  const context = new NftablesContext(clusterOf([CONFIGURATION, ...NODES, local, onNodes('a', 'b', 'c')]), '1.36');
  expect([...context.cluster.services.values()].map(each => context.changes!.decides(each))).toEqual([true]);
});

test('a Service that is not applied yet is not decided', () => {
  const draft = service('shop/later', { internalTrafficPolicy: 'Local', type: 'NodePort' });
  const context = new NftablesContext(clusterOf([CONFIGURATION, ...NODES, local, onNodes('a'), draft]), '1.36');
  const undecided = [...context.cluster.services.values()].filter(each => !context.changes!.decides(each));
  expect(undecided.map(({ name }) => name)).toEqual(['later']);
});

test.each([
  ['the input has no Nodes', [CONFIGURATION, local, onNodes('a')], '1.36'],
  ['the input has no EndpointSlices', [CONFIGURATION, ...NODES, local], '1.36'],
  ['the input does not show kube-proxy\'s configuration', [...NODES, local, onNodes('a')], '1.36'],
  ['the rules of kube-proxy 1.30 are not known', [CONFIGURATION, ...NODES, local, onNodes('a')], '1.30'],
])('nothing is computed, and a notice says why: %s', (why, objects, version) => {
  expect(changes(objects, version)).toBeUndefined();
  expect(notices(objects, version)).toEqual([`whether traffic to a Service really changes is not decided, only what its settings may mean: ${why}`]);
});

test('there is no notice where it is decided, from nftables mode, or without Services', () => {
  expect(notices([CONFIGURATION, ...NODES, local, onNodes('a')])).toEqual([]);
  expect(notices([kubeProxy({ mode: 'nftables' }), local])).toEqual([]);
  expect(notices([CONFIGURATION])).toEqual([]);
});

test('a configuration that cannot be right decides nothing', () => {
  expect(changes([kubeProxy({ mode: 'ipvs', clusterCIDR: 'nonsense' }), ...NODES, local, onNodes('a')])).toBeUndefined();
});

test('Services that sort nodes into too many kinds are left to what they ask for', () => {
  const names = Array.from({ length: 101 }, (_, i) => `n${i}`);
  const nodes = names.map((name, i) => machine(name, {}, { address: `192.168.11.${i + 1}` }));
  // A service for each node, with its only endpoint there: each asks for that node and another one.
  const services = names.map((_name, i) => storedService(`shop/s${i}`, { clusterIP: `10.96.1.${i + 1}`, internalTrafficPolicy: 'Local' }));
  const slices = names.map((nodeName, i) => slice(`shop/s${i}-1`, `s${i}`, [{ addresses: [`10.244.9.${i + 1}`], nodeName }]));
  const context = new NftablesContext(clusterOf([CONFIGURATION, ...nodes, ...services, ...slices]), '1.36');
  const undecided = [...context.cluster.services.values()].filter(each => !context.changes!.decides(each));
  expect(undecided.map(({ name }) => name)).toEqual(['s100']);
});
