import { nodePortLocalhost } from '../../../../src/check/rules/kube-proxy/node-port-localhost';
import { Plain, storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const web = storedService('shop/web', {
  type: 'NodePort', clusterIP: '10.96.0.10', ports: [{ name: 'web', port: 80, nodePort: 30080 }, { name: 'quic', port: 443, protocol: 'UDP', nodePort: 30443 }],
});
const iptables = (configuration: Plain) => [kubeProxy({ mode: 'iptables', ...configuration }), web];

test.each([
  [{}],
  [{ iptables: { localhostNodePorts: true } }],
  [{ nodePortAddresses: ['0.0.0.0/0'] }],
  [{ nodePortAddresses: ['192.168.0.0/16', '127.0.0.0/8'] }],
  [{ nodePortAddresses: ['2001:db8::/64'] }],
])('non-compliant: NodePorts on localhost with %j', configuration => {
  expect(summary(found(nodePortLocalhost, iptables(configuration)))).toEqual([{
    severity: 'warning',
    message: 'NodePorts currently answer on 127.0.0.1; in nftables mode, they do not.',
    objects: ['Service shop/web: NodePort 30080/TCP, 30443/UDP'],
  }]);
});

const ADVICE = 'Check the metric kubeproxy_iptables_localhost_nodeports_accepted_packets_total on the nodes: if it increases, make the clients '
  + 'use the ClusterIP, or the NodePort on the Node\'s own address';

test.each([
  ['1.36', `${ADVICE}.`],
  ['1.37', `${ADVICE}; or set the feature gate KubeProxyNFTablesLocalhostNodePorts and nodePortAddresses to [primary, localhost] (TCP only).`],
  ['1.38', `${ADVICE}; or set nodePortAddresses to [primary, localhost] (TCP only).`],
])('what to do with %s', (version, remediation) => {
  expect(found(nodePortLocalhost, iptables({}), version)).toMatchObject([{ remediation }]);
});

const gate = (on: boolean) => ({ featureGates: { KubeProxyNFTablesLocalhostNodePorts: on } });

test.each([
  ['1.36', gate(true), false],
  ['1.37', {}, false],
  ['1.37', gate(true), true],
  ['1.38', {}, true],
  ['1.38', gate(false), false],
])('from 1.37 TCP may stay: %s, %j', (version, more, stays) => {
  const [finding] = summary(found(nodePortLocalhost, iptables({ nodePortAddresses: ['192.168.0.0/16', '127.0.0.0/8'], ...more }), version));
  expect(finding.objects).toEqual([stays ? 'Service shop/web: NodePort 30443/UDP' : 'Service shop/web: NodePort 30080/TCP, 30443/UDP']);
  expect(finding.message).toBe(stays
    ? 'In nftables mode, 127.0.0.1 serves NodePorts for TCP only; it currently serves other protocols, too.'
    : 'NodePorts currently answer on 127.0.0.1; in nftables mode, they do not.');
});

test('non-compliant: keywords of 1.37', () => {
  expect(found(nodePortLocalhost, iptables({ nodePortAddresses: ['all'] }), '1.38')).toHaveLength(1);
  expect(summary(found(nodePortLocalhost, iptables({ nodePortAddresses: ['primary', 'localhost'] }), '1.38')))
    .toMatchObject([{ objects: ['Service shop/web: NodePort 30443/UDP'] }]);
});

test('compliant: no NodePorts on localhost today', () => {
  expect(found(nodePortLocalhost, iptables({ iptables: { localhostNodePorts: false } }))).toEqual([]);
  expect(found(nodePortLocalhost, iptables({ nodePortAddresses: ['primary'] }))).toEqual([]);
  expect(found(nodePortLocalhost, iptables({ nodePortAddresses: ['192.168.0.0/16'] }))).toEqual([]);
  expect(found(nodePortLocalhost, [kubeProxy({ mode: 'ipvs' }), web])).toEqual([]);
  expect(found(nodePortLocalhost, [storedService('shop/web', { clusterIP: '10.96.0.10' })])).toEqual([]);
  // ::1 never served them.
  expect(found(nodePortLocalhost, [storedService('shop/web', { type: 'NodePort', clusterIP: 'fd00::10', ports: [{ port: 80, nodePort: 30080 }] })])).toEqual([]);
});
