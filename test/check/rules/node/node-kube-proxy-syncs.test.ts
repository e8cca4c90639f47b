import { nftablesFindings } from '../../../../src/check/goals/nftables';
import { nodeKubeProxySyncs } from '../../../../src/check/rules/node/node-kube-proxy-syncs';
import { GivenFacts, nodeFacts } from '../../../support/node-facts';
import { clusterOf, found, kubeProxy, machine, summary } from '../../findings/findings';

const NODE = machine('worker-1', { kernelVersion: '6.1.0-28-amd64' });
const OBJECTS = [NODE, kubeProxy({ mode: 'ipvs' })];

function foundWith(facts: GivenFacts, objects = OBJECTS) {
  const cluster = clusterOf(objects);
  cluster.stateNodeFacts([nodeFacts('worker-1', facts)]);
  return nftablesFindings(cluster, '1.36', [nodeKubeProxySyncs]);
}

test('non-compliant: the facts of a node', () => {
  expect(summary(foundWith({ 'kubeProxy.healthy': false }))).toEqual([{
    severity: 'warning',
    message: 'kube-proxy on this node reports that it cannot program its rules, or could not do so before.',
    objects: ['Node worker-1: /healthz answers 503'],
  }]);
});

test('compliant: a node where all is well, and one that does not tell', () => {
  for (const facts of [{ 'kubeProxy.healthy': true, 'kubeProxy.metrics': {} }, {}]) expect(foundWith(facts)).toEqual([]);
});

test('compliant: without facts nothing is said', () => {
  expect(found(nodeKubeProxySyncs, OBJECTS)).toEqual([]);
});
