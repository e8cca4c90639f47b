import { iptablesLeftovers } from '../../../../src/check/rules/node/iptables-leftovers';
import { service } from '../../../support/builders';
import { found, kubeProxy, machine, summary } from '../../findings/findings';

test.each([
  [{}, 'After the change, the chain KUBE-FIREWALL stays on the node, and net.ipv4.conf.all.route_localnet stays set.'],
  [{ localhostNodePorts: false }, 'After the change, the chain KUBE-FIREWALL stays on the node.'],
])('non-compliant: iptables mode, %j', (iptables, message) => {
  expect(summary(found(iptablesLeftovers, [kubeProxy({ mode: 'iptables', iptables })]))).toEqual([{ severity: 'info', message, objects: ['ConfigMap kube-system/kube-proxy'] }]);
});

test('non-compliant: nodes whose kube-proxy nothing tells of', () => {
  expect(found(iptablesLeftovers, [machine('a', {})])).toHaveLength(1);
});

test('compliant: another mode, or no cluster', () => {
  expect(found(iptablesLeftovers, [kubeProxy({ mode: 'ipvs' })])).toEqual([]);
  expect(found(iptablesLeftovers, [service('shop/web')])).toEqual([]);
});
