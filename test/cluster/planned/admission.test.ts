import { assumptions, preview } from '../../dataplane/previews';
import { message } from '../../input/objects';
import { node, Plain, service, serviceCidr, slice, STORED, storedService } from '../../support/builders';

const NODE = node();
const RANGES = [serviceCidr('kubernetes', '10.96.0.0/12', 'fd00:96::/112')];

const NO_SPECIAL = 'may not be an unspecified, loopback or link-local address';
const externalIp = (ip: string) => ({ externalIPs: [ip] });
const balanced = (...loadBalancerSourceRanges: string[]) => ({ type: 'LoadBalancer', loadBalancerSourceRanges });
const nodePort = (port: number, type = 'NodePort') => ({ type, ports: [{ port: 80, nodePort: port }] });

/** What an API server refuses at creation, with our messages; and whether it may be there in a stored Service. */
const REFUSED: readonly [string, Plain, stored: 'stored' | 'never'][] = [
  ['spec.ports: is empty: expected at least one port, except for a headless or ExternalName Service', { ports: [] }, 'stored'],
  ['spec.ports: is empty: expected at least one port, except for a headless or ExternalName Service', { ports: null, type: 'LoadBalancer' }, 'stored'],
  ['spec.clusterIP: "192.0.2.1" is outside of the service ranges 10.96.0.0/12', { clusterIP: '192.0.2.1' }, 'stored'],
  ['spec.clusterIPs[1]: "fd01::1" is outside of the service ranges fd00:96::/112', { clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1', 'fd01::1'], ipFamilyPolicy: 'RequireDualStack' }, 'stored'],
  ['spec.ipFamilyPolicy: with two spec.clusterIPs expected PreferDualStack or RequireDualStack', { clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1', 'fd00:96::1'] }, 'stored'],
  ['spec.clusterIP: "010.96.0.1" has leading zeros: expected 10.96.0.1', { clusterIP: '010.96.0.1' }, 'stored'],
  ['spec.externalIPs[0]: "192.0.2.09" has leading zeros: expected 192.0.2.9', externalIp('192.0.2.09'), 'stored'],
  ['spec.externalIPs[0]: "::ffff:192.0.02.9" has leading zeros: expected 192.0.2.9', externalIp('::ffff:192.0.02.9'), 'stored'],
  [`spec.externalIPs[0]: "0.0.0.0" ${NO_SPECIAL}`, externalIp('0.0.0.0'), 'stored'],
  [`spec.externalIPs[0]: "::" ${NO_SPECIAL}`, externalIp('::'), 'stored'],
  [`spec.externalIPs[0]: "127.0.0.1" ${NO_SPECIAL}`, externalIp('127.0.0.1'), 'stored'],
  [`spec.externalIPs[0]: "127.255.0.1" ${NO_SPECIAL}`, externalIp('127.255.0.1'), 'stored'],
  [`spec.externalIPs[0]: "::1" ${NO_SPECIAL}`, externalIp('::1'), 'stored'],
  [`spec.externalIPs[0]: "169.254.169.254" ${NO_SPECIAL}`, externalIp('169.254.169.254'), 'stored'],
  [`spec.externalIPs[0]: "fe80::1" ${NO_SPECIAL}`, externalIp('fe80::1'), 'stored'],
  [`spec.externalIPs[0]: "224.0.0.1" ${NO_SPECIAL}`, externalIp('224.0.0.1'), 'stored'],
  [`spec.externalIPs[0]: "ff02::1" ${NO_SPECIAL}`, externalIp('ff02::1'), 'stored'],
  ['spec.externalTrafficPolicy: may only be set on Services of type NodePort or LoadBalancer, or with externalIPs', { externalTrafficPolicy: 'Local' }, 'stored'],
  ['spec.externalTrafficPolicy: may only be set on Services of type NodePort or LoadBalancer, or with externalIPs',
    { externalTrafficPolicy: 'Cluster', type: 'ClusterIP' }, 'stored'],
  ['spec.loadBalancerSourceRanges: may only be set on Services of type LoadBalancer', { loadBalancerSourceRanges: ['10.0.0.0/8'] }, 'stored'],
  ['spec.loadBalancerSourceRanges: may only be set on Services of type LoadBalancer', { type: 'NodePort', loadBalancerSourceRanges: ['10.0.0.0/8'] }, 'stored'],
  ['spec.loadBalancerSourceRanges[1]: "203.0.113.7/24" has bits set beyond its prefix: expected 203.0.113.0/24', balanced('10.0.0.0/8', '203.0.113.7/24'), 'stored'],
  ['spec.ports[0].nodePort: may only be set on Services of type NodePort or LoadBalancer', nodePort(30_900, 'ClusterIP'), 'stored'],
  ['spec.ports[0].nodePort: 29999 is outside of the node port range 30000-32767', nodePort(29_999), 'stored'],
  ['spec.ports[0].nodePort: 32768 is outside of the node port range 30000-32767', nodePort(32_768, 'LoadBalancer'), 'stored'],
  ['spec.externalName: is missing on a Service of type ExternalName', { type: 'ExternalName' }, 'stored'],
  ['spec.trafficDistribution: "Near" is not supported: expected PreferClose, PreferSameZone, PreferSameNode', { trafficDistribution: 'Near' }, 'stored'],
  ['spec.clusterIPs: may only be set beside spec.clusterIP', { clusterIPs: ['10.96.0.7'], clusterIP: undefined }, 'stored'],
  ['spec.clusterIPs: may only be set beside spec.clusterIP', { clusterIPs: ['None'], clusterIP: undefined, ports: [] }, 'stored'],
  ['spec.clusterIP: may not be None on a Service of type NodePort', { type: 'NodePort', clusterIP: 'None' }, 'stored'],
  ['spec.clusterIP: may not be None on a Service of type LoadBalancer', { type: 'LoadBalancer', clusterIP: 'None', clusterIPs: ['None'] }, 'stored'],
  ['spec.clusterIP: may not be set on a Service of type ExternalName', { type: 'ExternalName', externalName: 'a.b', clusterIP: '10.96.0.7' }, 'stored'],
  ['spec.clusterIP: may not be set on a Service of type ExternalName', { type: 'ExternalName', externalName: 'a.b', clusterIP: 'None' }, 'stored'],
  ['spec.ipFamilyPolicy: with two spec.ipFamilies expected PreferDualStack or RequireDualStack',
    { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] }, 'stored'],
  ['spec.ipFamilies[0]: "ipv4" is not supported: expected IPv4, IPv6', { ipFamilies: ['ipv4'] }, 'never'],
  ['spec.ipFamilies[1]: null is not supported: expected IPv4, IPv6', { ipFamilies: ['IPv4', null] }, 'stored'],
  ['spec.ipFamilies[1]: IPv4 is there already', { ipFamilies: ['IPv4', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' }, 'stored'],
  ['spec.ports[0].port: 0 is not a port: expected an integer from 1 to 65535', { ports: [{ port: 0 }] }, 'never'],
];

test.each(REFUSED)('%s', (expected, spec, stored) => {
  expect(message(() => preview([NODE, ...RANGES, service('demo/web', spec)]))).toBe(`object 3: Service demo/web: ${expected}`);
  const asStored = () => preview([NODE, ...RANGES, storedService('demo/web', { clusterIP: '10.96.0.7', ...spec })]);
  if (stored === 'stored') expect(asStored).not.toThrow();
  else expect(message(asStored)).toBe(`object 3: Service demo/web: ${expected}`);
});

test.each<[string, Plain]>([
  ['the ends of the node port range', { type: 'NodePort', ports: [{ name: 'a', port: 80, nodePort: 30_000 }, { name: 'b', port: 81, nodePort: 32_767 }] }],
  ['nodePort 0 without a type', { ports: [{ port: 80, nodePort: 0 }] }],
  ['externalTrafficPolicy with externalIPs', { externalIPs: ['192.0.2.9'], externalTrafficPolicy: 'Local' }],
  ['externalTrafficPolicy of a NodePort Service', { type: 'NodePort', externalTrafficPolicy: 'Local' }],
  ['an empty list of source ranges', { loadBalancerSourceRanges: [] }],
  ['blanks around source ranges', balanced(' 10.0.0.0/8 ')],
  ['an address next to a special one', { externalIPs: ['169.253.255.255', '169.255.0.0', '224.0.1.0', '128.0.0.1', 'ff05::1', 'fec0::1', '::2'] }],
  ['each trafficDistribution', { trafficDistribution: 'PreferSameNode' }],
  ['the first and last address of the range', { clusterIP: '10.111.255.255' }],
  ['None', { clusterIP: 'None' }],
  ['None in both fields', { clusterIP: 'None', clusterIPs: ['None'], ports: [] }],
  ['both addresses', { clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7', 'fd00:96::7'], ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' }],
  ['one family of SingleStack', { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv6'] }],
  ['two families of PreferDualStack', { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'] }],
  ['empty lists', { clusterIPs: [], ipFamilies: [] }],
  ['ExternalName with an empty address', { type: 'ExternalName', externalName: 'a.b', clusterIP: '' }],
  ['no ports of a headless Service', { clusterIP: 'None', ports: [] }],
])('allowed: %s', (_, spec) => {
  expect(() => preview([NODE, ...RANGES, service('demo/web', spec)])).not.toThrow();
});

test('an address of a family without a known range is not checked', () => {
  expect(assumptions([NODE, serviceCidr('kubernetes', '10.96.0.0/12'), service('demo/web', { clusterIP: 'fd00::1' })])).toEqual([]);
});

test('the node port range can be another one', () => {
  const [object] = [service('demo/web', nodePort(8080))];
  expect(() => preview([NODE, object], { nodePortRange: '8000-9000' })).not.toThrow();
  expect(message(() => preview([NODE, object], { nodePortRange: '8081-9000' })))
    .toBe('object 2: Service demo/web: spec.ports[0].nodePort: 8080 is outside of the node port range 8081-9000');
  for (const range of ['', '30000', '30000-', '-1', '32767-30000', '0-100', '1-65536', '1-2-3', ' 1-2', '1e3-2e3', '100000-100001']) {
    expect(message(() => preview([NODE, object], { nodePortRange: range }))).toBe(`${JSON.stringify(range)} is not a range of node ports: expected FIRST-LAST, as in 30000-32767`);
  }
});

const addresses = (...all: unknown[]) => [{ addresses: all }];

test.each<[string, Plain[], Plain]>([
  ['endpoints[0].addresses: is empty: expected at least one address', addresses(), {}],
  ['endpoints[1].addresses: is empty: expected at least one address', [...addresses('10.0.0.1'), {}], {}],
  [`endpoints[0].addresses[0]: "127.0.0.1" ${NO_SPECIAL}`, addresses('127.0.0.1'), {}],
  [`endpoints[0].addresses[1]: "169.254.0.1" ${NO_SPECIAL}`, addresses('10.0.0.1', '169.254.0.1'), {}],
  [`endpoints[0].addresses[0]: "fe80::1" ${NO_SPECIAL}`, addresses('fe80::1'), { addressType: 'IPv6' }],
])('EndpointSlice: %s', (expected, endpoints, more) => {
  const object = slice('demo/web-1', 'web', endpoints, more);
  expect(message(() => preview([NODE, object]))).toBe(`object 2: EndpointSlice demo/web-1: ${expected}`);
  expect(() => preview([NODE, { ...object, metadata: { ...object.metadata, ...STORED } }])).not.toThrow();
});

test('names in an FQDN slice are not looked at', () => {
  expect(() => preview([NODE, slice('demo/web-1', 'web', addresses('example.com'), { addressType: 'FQDN' })])).not.toThrow();
});

test('leading zeros in an EndpointSlice are read as kube-proxy reads them: API servers before 1.36 stored them', () => {
  const objects = [node(), service('demo/web', { clusterIP: '10.96.0.7' }), slice('demo/web-1', 'web', [{ addresses: ['010.244.000.005'] }])];
  expect(preview(objects).toNft()).toContain('10.244.0.5');
});
