import { hostFirewallInput } from '../../../../src/check/rules/node/host-firewall-input';
import { storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const INTERNAL = storedService('shop/db', { clusterIP: '10.96.0.11' });
const SERVICES = [
  storedService('shop/web', { type: 'NodePort', clusterIP: '10.96.0.10', ports: [{ name: 'http', port: 80, nodePort: 30080 }, { name: 'https', port: 443, nodePort: 30443 }] }),
  storedService('shop/lb', { type: 'LoadBalancer', clusterIP: '10.96.0.12', allocateLoadBalancerNodePorts: false }, { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } }),
  storedService('shop/ext', { clusterIP: '10.96.0.13', externalIPs: ['192.0.2.9'] }),
];

test('non-compliant: Services that are reached from outside', () => {
  expect(summary(found(hostFirewallInput, [kubeProxy({ mode: 'ipvs' }), INTERNAL, ...SERVICES]))).toEqual([{
    severity: 'warning',
    message: 'Firewall rules at the node\'s INPUT hook that filter traffic to this Service have no effect in nftables mode.',
    objects: ['Service shop/web: NodePort 30080, 30443', 'Service shop/lb: load balancer', 'Service shop/ext: external IP'],
  }]);
});

test('compliant: ClusterIPs alone, or a mode that bypasses the INPUT hook already', () => {
  expect(found(hostFirewallInput, [kubeProxy({ mode: 'ipvs' }), INTERNAL])).toEqual([]);
  expect(found(hostFirewallInput, [kubeProxy({ mode: 'iptables' }), ...SERVICES])).toEqual([]);
});
