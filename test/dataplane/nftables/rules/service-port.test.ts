import { IpFamily } from '../../../../src/base/ip/ip-family';
import { node, Plain, rulesetOf, slice, storedService } from '../../../support/builders';

const NODE = node();
const LOCAL = { addresses: ['10.180.0.1'], nodeName: 'node-a' };
const REMOTE = { addresses: ['10.180.2.1'], nodeName: 'node-b' };
const NODE_PORT = { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 30080 }] };

/** What a Service's port has, with the letters C, L, X and F for its chains. */
function outline(spec: Plain, endpoints: readonly Plain[], ingress: readonly Plain[] = [], configuration: Plain = { clusterCIDR: '10.0.0.0/8' }) {
  const ruleset = rulesetOf([
    NODE, storedService('demo/web', { clusterIP: '172.30.0.41', ports: [{ name: 'http', port: 80 }], ...spec }, { status: { loadBalancer: { ingress } } }),
    slice('demo/web-1', 'web', endpoints, { ports: [{ name: 'http', port: 8080 }] }),
  ], { configuration });
  const letters: Plain = { service: 'C', local: 'L', external: 'X', firewall: 'F' };
  const short = (text: string) => text.replace(/(service|local|external|firewall)-AXK6CI2C-demo\/web\/tcp\/http/g, (_, kind) => letters[kind]).replace(' comment "demo/web:http"', '');
  const elements = (name: string) => ruleset.elements(IpFamily.IPV4, name).map(short);
  const chains = ruleset.chainNames(IpFamily.IPV4).filter(name => name.includes('/'));
  return {
    chains: chains.map(short).sort().join(' '),
    services: elements('service-ips'),
    nodePorts: elements('service-nodeports'),
    unserved: [...elements('no-endpoint-services'), ...elements('no-endpoint-nodeports')],
    external: chains.filter(name => name.startsWith('external-')).flatMap(name => ruleset.rules(IpFamily.IPV4, name).map(short)),
  };
}

const CIP = '172.30.0.41 . tcp . 80 : ';
const PORT = 'tcp . 30080 : ';
const MARKED = 'mark set mark or 0x00004000 comment "masquerade"';
const SHORT_CIRCUITS = [
  'ip saddr 10.0.0.0/8 goto C comment "short-circuit pod traffic"',
  'fib saddr type local mark set mark or 0x00004000 comment "masquerade local traffic"',
  'fib saddr type local goto C comment "short-circuit local traffic"',
];

// The decision table: which of the two policies picks which chain.
test.each<[internal: string, external: string, endpoints: Plain[], ReturnType<typeof outline>]>([
  ['Cluster', 'Cluster', [LOCAL, REMOTE], { chains: 'C X', services: [`${CIP}goto C`], nodePorts: [`${PORT}goto X`], unserved: [], external: [MARKED, 'goto C'] }],
  ['Cluster', 'Cluster', [REMOTE], { chains: 'C X', services: [`${CIP}goto C`], nodePorts: [`${PORT}goto X`], unserved: [], external: [MARKED, 'goto C'] }],
  ['Cluster', 'Local', [LOCAL, REMOTE],
    { chains: 'C L X', services: [`${CIP}goto C`], nodePorts: [`${PORT}goto X`], unserved: [], external: [...SHORT_CIRCUITS, 'goto L'] }],
  ['Cluster', 'Local', [REMOTE],
    { chains: 'C X', services: [`${CIP}goto C`], nodePorts: [`${PORT}goto X`], unserved: [`${PORT}drop`], external: SHORT_CIRCUITS }],
  ['Local', 'Cluster', [LOCAL, REMOTE], { chains: 'C L X', services: [`${CIP}goto L`], nodePorts: [`${PORT}goto X`], unserved: [], external: [MARKED, 'goto C'] }],
  ['Local', 'Cluster', [REMOTE], { chains: 'C X', services: [], nodePorts: [`${PORT}goto X`], unserved: [`${CIP}drop`], external: [MARKED, 'goto C'] }],
  ['Local', 'Local', [LOCAL, REMOTE],
    { chains: 'C L X', services: [`${CIP}goto L`], nodePorts: [`${PORT}goto X`], unserved: [], external: [...SHORT_CIRCUITS, 'goto L'] }],
  ['Local', 'Local', [REMOTE],
    { chains: 'C X', services: [], nodePorts: [`${PORT}goto X`], unserved: [`${CIP}drop`, `${PORT}drop`], external: SHORT_CIRCUITS }],
  ...['Cluster', 'Local'].flatMap(internal => ['Cluster', 'Local'].map((external): [string, string, Plain[], ReturnType<typeof outline>] => [internal, external, [],
    { chains: '', services: [], nodePorts: [], unserved: [`${CIP}goto reject-chain`, `${PORT}goto reject-chain`], external: [] }])),
])('internal policy %s, external policy %s, endpoints %j', (internalTrafficPolicy, externalTrafficPolicy, endpoints, expected) => {
  expect(outline({ ...NODE_PORT, internalTrafficPolicy, externalTrafficPolicy }, endpoints)).toEqual(expected);
});

test.each<[string, Plain[], object]>([
  ['a local endpoint', [LOCAL, REMOTE], { chains: 'L', services: [`${CIP}goto L`], unserved: [] }],
  ['none that is local', [REMOTE], { chains: '', services: [], unserved: [`${CIP}drop`] }],
])('internal policy Local without external access: %s', (_, endpoints, expected) => {
  expect(outline({ internalTrafficPolicy: 'Local' }, endpoints)).toMatchObject(expected);
});

test.each<[string, Plain, Plain[], boolean]>([
  ['a NodePort', NODE_PORT, [], true],
  ['a load balancer without NodePorts', { type: 'LoadBalancer' }, [{ ip: '1.2.3.4' }], true],
  ['a ClusterIP Service with externalIPs', { externalIPs: ['192.0.2.9'] }, [], true],
  ['a ClusterIP Service with a load balancer\'s address, and externalIPs of the other family', { externalIPs: ['fd00::9'] }, [{ ip: '1.2.3.4' }], true],
  ['a ClusterIP Service with a load balancer\'s address alone', {}, [{ ip: '1.2.3.4' }], false],
])('the external policy Local counts for %s: %#', (_, spec, ingress, local) => {
  expect(outline({ ...spec, externalTrafficPolicy: 'Local' }, [LOCAL, REMOTE], ingress)).toMatchObject(
    local ? { chains: 'C L X', external: [...SHORT_CIRCUITS, 'goto L'] } : { chains: 'C X', external: [MARKED, 'goto C'] });
});

test('the external policy Local means nothing without external access', () => {
  expect(outline({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }, [LOCAL, REMOTE]).chains).toBe('C');
});

test('without a detector no traffic counts as that of pods', () => {
  expect(outline({ ...NODE_PORT, externalTrafficPolicy: 'Local' }, [LOCAL], [], {}).external).toEqual([...SHORT_CIRCUITS.slice(1), 'goto L']);
});

test('with masqueradeAll the external chain is the same', () => {
  expect(outline(NODE_PORT, [LOCAL], [], { nftables: { masqueradeAll: true } }).external).toEqual([MARKED, 'goto C']);
});

const BALANCED = { type: 'LoadBalancer', loadBalancerSourceRanges: ['203.0.113.0/25'] };

test.each<[string, Plain, Plain[], Plain[], object]>([
  ['both', BALANCED, [LOCAL], [{ ip: '1.2.3.4' }], { chains: 'C F X' }],
  ['no endpoints', BALANCED, [], [{ ip: '1.2.3.4' }], { chains: 'F', unserved: ['1.2.3.4 . tcp . 80 : goto reject-chain', `${CIP}goto reject-chain`] }],
  ['no address of the family', BALANCED, [LOCAL], [{ ip: 'fd00::4' }], { chains: 'C' }],
  ['no range of the family', { ...BALANCED, loadBalancerSourceRanges: ['fd00::/8'] }, [LOCAL], [{ ip: '1.2.3.4' }], { chains: 'C X' }],
  ['an address that the load balancer answers itself', BALANCED, [LOCAL], [{ ip: '1.2.3.4', ipMode: 'Proxy' }], { chains: 'C', services: [`${CIP}goto C`] }],
])('the firewall needs addresses and ranges: %s', (_, spec, endpoints, ingress, expected) => {
  expect(outline(spec, endpoints, ingress)).toMatchObject(expected);
});

test('ranges that hold the node admit the addresses of the load balancer, all of the family', () => {
  const firewall = (loadBalancerSourceRanges: string[], host = NODE) => {
    const web = storedService('demo/web', { type: 'LoadBalancer', clusterIP: '172.30.0.41', ports: [{ name: 'http', port: 80 }], loadBalancerSourceRanges }, {
      status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }, { ip: 'fd00::4' }, { ip: '1.2.3.5' }] } },
    });
    return rulesetOf([host, web]).rules(IpFamily.IPV4, 'firewall-AXK6CI2C-demo/web/tcp/http');
  };
  expect(firewall(['203.0.113.7/25', '203.0.113.0/25'])).toEqual(['ip saddr != { 203.0.113.0/25 , 203.0.113.0/25 } drop']);
  expect(firewall(['192.168.0.2/32'])).toEqual(['ip saddr != { 192.168.0.2/32 , 1.2.3.4 , 1.2.3.5 } drop']);
  expect(firewall(['10.0.0.0/8', 'fd00::/8'])).toEqual(['ip saddr != { 10.0.0.0/8 } drop']);
  // A node without an address has the loopback address.
  expect(firewall(['127.0.0.0/8'], node('node-a', { addresses: [] }))).toEqual(['ip saddr != { 127.0.0.0/8 , 1.2.3.4 , 1.2.3.5 } drop']);
});
