import { forwardPolicy } from '../../../../src/check/rules/node/forward-policy';
import { service } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each([
  ['ipvs', 'all traffic of Services works'],
  ['iptables', 'traffic of Services whose source is rewritten (NodePorts, and load balancers with externalTrafficPolicy Cluster), and every answer works'],
])('non-compliant: from %s', (mode, works) => {
  expect(summary(found(forwardPolicy, [kubeProxy({ mode })]))).toEqual([{
    severity: 'warning',
    message: `Where nodes drop forwarded packets by default, ${works} today thanks to kube-proxy, and stops in nftables mode unless the CNI plugin accepts it.`,
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
  expect(found(forwardPolicy, [kubeProxy({ mode })])[0].confidence).toBe('needs-node-check');
});

test('compliant: nftables mode already, or no cluster', () => {
  expect(found(forwardPolicy, [kubeProxy({ mode: 'nftables' })])).toEqual([]);
  expect(found(forwardPolicy, [service('shop/web')])).toEqual([]);
});
