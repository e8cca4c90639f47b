import { podCidrMissing } from '../../../../src/check/rules/node/pod-cidr-missing';
import { found, kubeProxy, machine, summary } from '../../findings/findings';

const NODES = [
  machine('a', {}), machine('b', {}, { spec: { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'] } }), machine('c', { operatingSystem: 'windows' }),
];

test('non-compliant: NodeCIDR, and a Node without', () => {
  expect(summary(found(podCidrMissing, [kubeProxy({ detectLocalMode: 'NodeCIDR' }), ...NODES]))).toEqual([{
    severity: 'blocker',
    message: 'detectLocalMode is NodeCIDR, but the Node does not have a pod CIDR: kube-proxy exits after its next start.',
    objects: ['Node a'],
  }]);
});

test('compliant: all Nodes have one, or another detector', () => {
  expect(found(podCidrMissing, [kubeProxy({ detectLocalMode: 'NodeCIDR' }), NODES[1], NODES[2]])).toEqual([]);
  expect(found(podCidrMissing, [kubeProxy({}), ...NODES])).toEqual([]);
});
