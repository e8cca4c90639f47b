import { nodePortAddresses } from '../../../../src/check/rules/kube-proxy/node-port-addresses';
import { storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const web = storedService('shop/web', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] });
const api = storedService('shop/api', { type: 'LoadBalancer', ports: [{ port: 53, protocol: 'UDP', nodePort: 30053 }] });

test.each([['ipvs', {}], ['iptables', { nodePortAddresses: null }], ['iptables', { nodePortAddresses: [] }]])('non-compliant: NodePorts on all '
  + 'addresses, %s, %j', (mode, more) => {
  expect(summary(found(nodePortAddresses, [kubeProxy({ mode, ...more }), web, api]))).toEqual([{
    severity: 'warning',
    message: 'nodePortAddresses is not set, so NodePorts will answer on the primary addresses of the nodes only instead of all addresses.',
    objects: ['ConfigMap kube-system/kube-proxy', 'Service shop/web: NodePort 30080/TCP', 'Service shop/api: NodePort 30053/UDP'],
  }]);
});

test('compliant: addresses are chosen, there are no NodePorts, or the mode is nftables', () => {
  expect(found(nodePortAddresses, [kubeProxy({ mode: 'ipvs', nodePortAddresses: ['primary'] }), web])).toEqual([]);
  expect(found(nodePortAddresses, [kubeProxy({ mode: 'ipvs', nodePortAddresses: ['192.168.0.0/16'] }), web])).toEqual([]);
  const withoutNodePorts = [storedService('shop/web'), storedService('shop/lb', { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false })];
  expect(found(nodePortAddresses, [kubeProxy({ mode: 'ipvs' }), ...withoutNodePorts])).toEqual([]);
  expect(found(nodePortAddresses, [kubeProxy({ mode: 'nftables' }), web])).toEqual([]);
});
