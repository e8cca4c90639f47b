import { nftablesFindings } from '../../../../src/check/goals/nftables';
import { nodeKubeProxyMode } from '../../../../src/check/rules/node/node-kube-proxy-mode';
import { GivenFacts, nodeFacts } from '../../../support/node-facts';
import { clusterOf, found, kubeProxy, machine, summary } from '../../findings/findings';

const NODE = machine('worker-1', { kernelVersion: '6.1.0-28-amd64' });
const OBJECTS = [NODE, kubeProxy({ mode: 'ipvs' })];

function foundWith(facts: GivenFacts, objects = OBJECTS) {
  const cluster = clusterOf(objects);
  cluster.stateNodeFacts([nodeFacts('worker-1', facts)]);
  return nftablesFindings(cluster, '1.36', [nodeKubeProxyMode]);
}

test('non-compliant: the facts of a node', () => {
  expect(summary(foundWith({ 'kubeProxy.mode': 'nftables' }))).toEqual([{
    severity: 'warning',
    message: 'kube-proxy on this node runs in another mode than its configuration says; the other findings are not about what it does there.',
    objects: ['Node worker-1: kube-proxy runs in nftables mode'],
  }]);
});

test('compliant: a node where all is well, and one that does not tell', () => {
  for (const facts of [{ 'kubeProxy.mode': 'ipvs' }, {}]) expect(foundWith(facts)).toEqual([]);
});

test('compliant: without facts nothing is said', () => {
  expect(found(nodeKubeProxyMode, OBJECTS)).toEqual([]);
});

test('compliant: without kube-proxy\'s configuration nobody knows what it should be', () => {
  expect(foundWith({ 'kubeProxy.mode': 'nftables' }, [NODE])).toEqual([]);
});
