import { readService } from '../../../src/cluster/served/service';
import { message } from '../../input/objects';
import { Plain, service } from '../../support/builders';

const SOURCE = { toString: () => 'cluster.yaml, line 3' };

test('what is not given has the defaults of an API server', () => {
  expect(readService({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } })).toEqual({
    kind: 'Service',
    namespace: 'default',
    name: 'web',
    labels: { proxyName: false, headless: false },
    type: 'ClusterIP',
    clusterIps: {},
    externalIps: [],
    loadBalancerVips: [],
    sourceRanges: [],
    affinityTimeoutSeconds: undefined,
    internalTrafficPolicy: 'Cluster',
    externalTrafficPolicy: 'Cluster',
    healthCheckNodePort: 0,
    ports: [{ name: '', protocol: 'tcp', port: 80, nodePort: 0 }],
    headless: false,
    isServed: true,
    hasNodePorts: false,
  });
});

test('null and the empty string are the same as nothing', () => {
  const empty = service('demo/web', {
    type: '',
    clusterIP: '',
    clusterIPs: null,
    ipFamilies: null,
    externalIPs: null,
    loadBalancerSourceRanges: null,
    sessionAffinity: '',
    sessionAffinityConfig: null,
    internalTrafficPolicy: null,
    externalTrafficPolicy: '',
    ports: [{ name: '', port: 80, protocol: '', nodePort: 0 }, { name: 'b', port: 81, nodePort: null }].slice(0, 1),
  }, { metadata: { labels: null }, status: null });
  expect(readService(empty)).toEqual(readService(service('demo/web')));
});

const spec = (text: Plain) => readService(service('demo/web', text));

test.each<[string, Plain, object]>([
  ['the ClusterIP alone', { clusterIP: '10.96.0.1' }, { ip: '10.96.0.1' }],
  ['an IPv6 ClusterIP alone', { clusterIP: 'FD00::0:1' }, { ip6: 'fd00::1' }],
  ['both', { clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1', 'fd00::1'], ipFamilies: ['IPv4', 'IPv6'] }, { ip: '10.96.0.1', ip6: 'fd00::1' }],
  ['both, IPv6 first', { clusterIP: 'fd00::1', clusterIPs: ['fd00::1', '10.96.0.1'], ipFamilies: ['IPv6', 'IPv4'] }, { ip: '10.96.0.1', ip6: 'fd00::1' }],
  ['both, without families', { clusterIPs: ['fd00::1', '10.96.0.1'] }, { ip: '10.96.0.1', ip6: 'fd00::1' }],
  ['an address without a family beside one that has', { clusterIPs: ['10.96.0.1', 'fd00::1'], ipFamilies: ['IPv4'] }, { ip: '10.96.0.1' }],
  ['leading zeros, as old API servers took them', { clusterIP: '010.096.000.001' }, { ip: '10.96.0.1' }],
  ['a mapped address', { clusterIP: '::ffff:10.96.0.1' }, { ip: '10.96.0.1' }],
  ['a headless Service', { clusterIP: 'None', clusterIPs: ['None'], ports: [] }, {}],
  ['a headless Service by clusterIPs', { clusterIPs: ['None'] }, {}],
])('ClusterIPs: %s', (_, text, expected) => {
  expect(spec(text).clusterIps).toEqual(expected);
});

test('addresses are canonical, and blanks around source ranges do not matter', () => {
  const read = readService(service('demo/web', {
    externalIPs: ['010.0.0.1', 'FD00::0'], loadBalancerSourceRanges: [' 10.1.2.3/8', 'fd00::1/64 '],
  }));
  expect(read.externalIps).toEqual([{ family: 'ip', text: '10.0.0.1' }, { family: 'ip6', text: 'fd00::' }]);
  expect(read.sourceRanges.map(({ text }) => text)).toEqual(['10.0.0.0/8', 'fd00::/64']);
});

test('load balancer addresses count with ipMode VIP, given or not; names of hosts never', () => {
  const ingress = [{ ip: '1.2.3.4' }, { ip: '1.2.3.5', ipMode: 'Proxy' }, { ip: 'fd00::5', ipMode: 'VIP' }, { hostname: 'lb.example.com' }, { ip: '', hostname: 'x' }, { ip: null }];
  expect(readService(service('demo/web', {}, { status: { loadBalancer: { ingress } } })).loadBalancerVips.map(({ text }) => text)).toEqual(['1.2.3.4', 'fd00::5']);
});

test.each<[string, Plain, number | undefined]>([
  ['none', { sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } } }, undefined],
  ['None', { sessionAffinity: 'None' }, undefined],
  ['ClientIP', { sessionAffinity: 'ClientIP' }, 10_800],
  ['ClientIP with an empty configuration', { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: {} } }, 10_800],
  ['one second', { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 1 } } }, 1],
  ['a day', { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_400 } } }, 86_400],
])('session affinity: %s', (_, text, expected) => {
  expect(spec(text).affinityTimeoutSeconds).toBe(expected);
});

test('ports of one number differ in their protocol', () => {
  const ports = [{ name: 'dns', port: 53, protocol: 'UDP' }, { name: 'dns-tcp', port: 53 }, { name: '9', port: 65_535, protocol: 'SCTP', nodePort: 1 }];
  expect(spec({ ports }).ports).toEqual([
    { name: 'dns', protocol: 'udp', port: 53, nodePort: 0 }, { name: 'dns-tcp', protocol: 'tcp', port: 53, nodePort: 0 }, { name: '9', protocol: 'sctp', port: 65_535, nodePort: 1 },
  ]);
});

test('a Service that is stored without ports has none', () => {
  expect(spec({ type: 'ExternalName', externalName: 'a.b', ports: undefined }).ports).toEqual([]);
  expect(spec({ clusterIP: '10.96.0.1', ports: [] }).ports).toEqual([]);
});

const NO_NAME = 'is not a valid name: expected at most 63 lower-case letters, digits or \'-\', beginning and ending with a letter or digit';
const NO_IP = 'is not an IP address: expected one as in 10.9.8.7 or 2001:db8::ffff';
const NO_CIDR = 'is not a CIDR: expected one as in 10.9.8.0/24 or 2001:db8::/64';
const NO_PORT = 'is not a port: expected an integer from 1 to 65535';
const LONG = 'x'.repeat(64);
const TIMEOUT = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
const affinity = (timeoutSeconds: unknown) => ({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } } });
const ingress = (...all: unknown[]) => ({ status: { loadBalancer: { ingress: all } } });
const named = (name: unknown) => ({ metadata: { name } });
const noPort = (port: unknown) => [{ ports: [{ port }] }, {}] as const;

test.each<[string, Plain, Plain]>([
  ['spec.ports: {"port":80} is not a list', { ports: { port: 80 } }, {}],
  ['spec.ports[0]: 80 is not an object', { ports: [80] }, {}],
  ['spec.ports[0]: [null] is not an object', { ports: [[null]] }, {}],
  ['spec.ports[0].port: is missing: expected an integer from 1 to 65535', { ports: [null] }, {}],
  ['spec.ports[0].port: is missing: expected an integer from 1 to 65535', { ports: [{ name: 'a' }] }, {}],
  [`spec.ports[0].port: 0 ${NO_PORT}`, ...noPort(0)],
  [`spec.ports[0].port: 65536 ${NO_PORT}`, ...noPort(65_536)],
  [`spec.ports[0].port: -1 ${NO_PORT}`, ...noPort(-1)],
  [`spec.ports[0].port: 80.5 ${NO_PORT}`, ...noPort(80.5)],
  [`spec.ports[0].port: "80" ${NO_PORT}`, ...noPort('80')],
  [`spec.ports[0].nodePort: 70000 ${NO_PORT}`, { ports: [{ port: 80, nodePort: 70_000 }] }, {}],
  ['spec.ports[0].protocol: "tcp" is not supported: expected SCTP, TCP, UDP', { ports: [{ port: 80, protocol: 'tcp' }] }, {}],
  [`spec.ports[0].name: "HTTP" ${NO_NAME}`, { ports: [{ name: 'HTTP', port: 80 }] }, {}],
  [`spec.ports[0].name: "${LONG}" ${NO_NAME}`, { ports: [{ name: LONG, port: 80 }] }, {}],
  [`spec.ports[0].name: "a.b" ${NO_NAME}`, { ports: [{ name: 'a.b', port: 80 }] }, {}],
  [`spec.ports[0].name: 5 ${NO_NAME}`, { ports: [{ name: 5, port: 80 }] }, {}],
  ['spec.ports[0].name: is missing: with several ports each needs a name', { ports: [{ port: 80 }, { name: 'b', port: 81 }] }, {}],
  ['spec.ports[1].name: is missing: with several ports each needs a name', { ports: [{ name: 'a', port: 80 }, { port: 81 }] }, {}],
  ['spec.ports[1].name: "a" is the name of an earlier port', { ports: [{ name: 'a', port: 80 }, { name: 'a', port: 81 }] }, {}],
  ['spec.ports[1]: an earlier port is TCP 80 already', { ports: [{ name: 'a', port: 80 }, { name: 'b', port: 80, protocol: 'TCP' }] }, {}],
  ['spec.type: "Nodeport" is not supported: expected ClusterIP, ExternalName, LoadBalancer, NodePort', { type: 'Nodeport' }, {}],
  [`spec.clusterIP: "10.96.0" ${NO_IP}`, { clusterIP: '10.96.0' }, {}],
  [`spec.clusterIP: "none" ${NO_IP}`, { clusterIP: 'none' }, {}],
  ['spec.clusterIP: 5 is not a string', { clusterIP: 5 }, {}],
  ['spec.clusterIPs: "10.96.0.1" is not a list', { clusterIPs: '10.96.0.1' }, {}],
  [`spec.clusterIPs[1]: "x" ${NO_IP}`, { clusterIPs: ['10.96.0.1', 'x'] }, {}],
  ['spec.clusterIPs[0]: "10.96.0.2" differs from spec.clusterIP, "10.96.0.1"', { clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.2'] }, {}],
  ['spec.clusterIPs[1]: "10.96.0.2" is a second address of its family: expected one a family', { clusterIPs: ['10.96.0.1', '10.96.0.2'] }, {}],
  ['spec.clusterIPs[0]: "10.96.0.1" is not an IPv6 address, which spec.ipFamilies[0] asks for', { clusterIPs: ['10.96.0.1'], ipFamilies: ['IPv6'] }, {}],
  ['spec.clusterIP: "fd00::1" is not an IPv4 address, which spec.ipFamilies[0] asks for', { clusterIP: 'fd00::1', ipFamilies: ['IPv4'] }, {}],
  ['spec.ipFamilies[0]: "ipv4" is not supported: expected IPv4, IPv6', { ipFamilies: ['ipv4'] }, {}],
  [`spec.externalIPs[1]: "1.2.3" ${NO_IP}`, { externalIPs: ['1.2.3.4', '1.2.3'] }, {}],
  [`spec.externalIPs[0]: "fe80::1%eth0" ${NO_IP}`, { externalIPs: ['fe80::1%eth0'] }, {}],
  [`spec.loadBalancerSourceRanges[0]: "10.0.0.0" ${NO_CIDR}`, { loadBalancerSourceRanges: ['10.0.0.0'] }, {}],
  [`spec.loadBalancerSourceRanges[0]: 10 ${NO_CIDR}`, { loadBalancerSourceRanges: [10] }, {}],
  ['spec.sessionAffinity: "clientip" is not supported: expected ClientIP, None', { sessionAffinity: 'clientip' }, {}],
  [`${TIMEOUT}: 0 is out of range: expected an integer from 1 to 86400`, affinity(0), {}],
  [`${TIMEOUT}: 86401 is out of range: expected an integer from 1 to 86400`, affinity(86_401), {}],
  [`${TIMEOUT}: "600" is out of range: expected an integer from 1 to 86400`, affinity('600'), {}],
  ['spec.sessionAffinityConfig: [] is not an object', { sessionAffinity: 'ClientIP', sessionAffinityConfig: [] }, {}],
  ['spec.internalTrafficPolicy: "local" is not supported: expected Cluster, Local', { internalTrafficPolicy: 'local' }, {}],
  ['spec.externalTrafficPolicy: "Global" is not supported: expected Cluster, Local', { externalTrafficPolicy: 'Global' }, {}],
  ['status.loadBalancer.ingress[0]: "1.2.3.4" is not an object', {}, ingress('1.2.3.4')],
  [`status.loadBalancer.ingress[1].ip: "1.2.3" ${NO_IP}`, {}, ingress({ ip: '1.2.3.4' }, { ip: '1.2.3' })],
  ['status.loadBalancer.ingress[0].ipMode: "vip" is not supported: expected VIP, Proxy', {}, ingress({ ip: '1.2.3.4', ipMode: 'vip' })],
  ['metadata.labels: "a" is not an object', {}, { metadata: { labels: 'a' } }],
  ['spec: [] is not an object', {}, { spec: [] }],
])('%s', (expected, text, more) => {
  expect(message(() => readService(service('demo/web', text, more), SOURCE))).toBe(`cluster.yaml, line 3: Service demo/web: ${expected}`);
});

test.each<[string, Plain]>([
  [`Service demo/Bad.Name: metadata.name: "Bad.Name" ${NO_NAME}`, named('Bad.Name')],
  [`Service demo/"Bad Name": metadata.name: "Bad Name" ${NO_NAME}`, named('Bad Name')],
  [`Service demo/Bad_Name: metadata.name: "Bad_Name" ${NO_NAME}`, named('Bad_Name')],
  [`Service demo/"a\\nb": metadata.name: "a\\nb" ${NO_NAME}`, named('a\nb')],
  [`Service demo/${LONG}: metadata.name: "${LONG}" ${NO_NAME}`, named(LONG)],
  [`Service without a name: metadata.name: undefined ${NO_NAME}`, named(undefined)],
  [`Service without a name: metadata.name: 5 ${NO_NAME}`, named(5)],
  [`Service "De mo"/web: metadata.namespace: "De mo" ${NO_NAME}`, { metadata: { namespace: 'De mo' } }],
  [`Service web: metadata.namespace: 5 ${NO_NAME}`, { metadata: { namespace: 5 } }],
])('%s', (expected, more) => {
  expect(message(() => readService(service('demo/web', {}, more)))).toBe(expected);
});

test('long values are cut in messages', () => {
  const text = message(() => spec({ type: 'x'.repeat(1000) }));
  expect(text).toBe(`Service demo/web: spec.type: "${'x'.repeat(116)}... is not supported: expected ClusterIP, ExternalName, LoadBalancer, NodePort`);
});

test.each<[string, Plain, Plain, boolean]>([
  ['an address', { clusterIP: '10.96.0.10' }, {}, true],
  ['an address that is still to be allocated', {}, {}, true],
  ['no address for good', { clusterIP: 'None' }, {}, false],
  ['no address for good, in the list', { clusterIPs: ['None'] }, {}, false],
  ['an external name', { type: 'ExternalName', externalName: 'example.org' }, {}, false],
  ['another proxy', { clusterIP: '10.96.0.10' }, { metadata: { labels: { 'service.kubernetes.io/service-proxy-name': 'other' } } }, false],
])('whether kube-proxy looks at a Service with %s', (_, fields, more, isServed) => {
  expect(readService(service('shop/web', fields, more)).isServed).toBe(isServed);
});

test.each<[Plain, boolean]>([
  [{}, false],
  [{ type: 'NodePort' }, true],
  [{ type: 'LoadBalancer' }, true],
  [{ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }, false],
  [{ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ port: 80, nodePort: 30080 }] }, true],
  [{ type: 'NodePort', ports: [] }, false],
])('whether %j has NodePorts', (fields, hasNodePorts) => {
  expect(readService(service('shop/web', fields)).hasNodePorts).toBe(hasNodePorts);
});
