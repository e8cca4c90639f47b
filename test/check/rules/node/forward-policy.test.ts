import { forwardPolicy } from '../../../../src/check/rules/node/forward-policy';
import { service } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each([
  ['ipvs', 'all Service traffic'],
  ['iptables', 'masqueraded Service traffic (NodePorts, and load balancers with externalTrafficPolicy Cluster) and all replies'],
])('non-compliant: from %s', (mode, accepted) => {
  expect(summary(found(forwardPolicy, [kubeProxy({ mode })]))).toEqual([{
    severity: 'warning',
    message: `On nodes that drop forwarded packets by default, kube-proxy currently accepts ${accepted}; in nftables mode, this traffic stops unless the CNI `
      + 'plugin accepts it.',
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
  expect(found(forwardPolicy, [kubeProxy({ mode })])[0].confidence).toBe('needs-node-check');
});

test('compliant: nftables mode already, or no cluster', () => {
  expect(found(forwardPolicy, [kubeProxy({ mode: 'nftables' })])).toEqual([]);
  expect(found(forwardPolicy, [service('shop/web')])).toEqual([]);
});
