import { readEndpointSlice } from '../../../src/cluster/served/endpoint-slice';
import { message } from '../../input/objects';
import { Plain, slice } from '../../support/builders';

const SOURCE = { toString: () => 'dump.json, line 12' };
const READY = { ready: true, serving: true, terminating: false, zoneHints: [], nodeHints: [] };

function endpointsOf(...endpoints: unknown[]) {
  return readEndpointSlice(slice('demo/web-1', 'web', endpoints as Plain[])).ports[0].endpoints;
}

test('what is not given has the defaults of an API server', () => {
  expect(readEndpointSlice({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 'web-1' }, addressType: 'IPv4', ports: [{ port: 80 }] })).toEqual({
    namespace: 'default', name: 'web-1', service: '', labels: { proxyName: false, headless: false }, family: 'ip', ports: [{ name: '', protocol: 'tcp', endpoints: [] }],
  });
  expect(endpointsOf({ addresses: ['10.0.0.1'] })).toMatchObject([{ address: '10.0.0.1', status: READY }]);
});

test('of the conditions, what is absent or null is ready, serving and not terminating', () => {
  expect(endpointsOf(
    { addresses: ['10.0.0.1'], conditions: null, hints: null, nodeName: null },
    { addresses: ['10.0.0.2'], conditions: { ready: null, serving: null, terminating: null } },
    { addresses: ['10.0.0.3'], conditions: { ready: false } },
    { addresses: ['10.0.0.4'], conditions: { serving: false, terminating: true } },
  ).map(({ status }) => status)).toEqual([READY, READY, { ...READY, ready: false }, { ...READY, serving: false, terminating: true }]);
});

test('the pod of an endpoint is kept by its name; a reference that can\'t be right decides nothing, and is not a mistake', () => {
  const references = [{ kind: 'Pod', name: 'web-0', namespace: 'demo' }, { kind: 'Node', name: 'web-0' }, { kind: 'Pod', name: 'a"b' }, { kind: 'Pod' }, null, 'x'];
  const names = endpointsOf(...references.map((targetRef, i) => ({ addresses: [`10.0.0.${i + 1}`], targetRef }))).map(({ podName }) => podName);
  expect(names).toEqual(['web-0', ...Array<undefined>(5).fill(undefined)]);
});

test('hints are read for zones and nodes', () => {
  expect(endpointsOf(
    { addresses: ['10.0.0.1'], hints: { forZones: [{ name: 'a' }, { name: 'b' }], forNodes: [{ name: 'n' }] } },
    { addresses: ['10.0.0.2'], hints: {} },
    { addresses: ['10.0.0.3'], hints: { forZones: [], forNodes: null } },
    { addresses: ['10.0.0.4'], conditions: { ready: false }, hints: { forZones: [{}] } },
  ).map(({ status }) => [status.zoneHints, status.nodeHints])).toEqual([[['a', 'b'], ['n']], [[], []], [[], []], [[''], []]]);
});

test('only the first address of an endpoint counts, in its canonical form, and one without addresses is left out', () => {
  expect(endpointsOf({ addresses: ['010.0.0.01', 'not read'] }, { addresses: [] }, { addresses: null }, {}, { addresses: ['::ffff:10.0.0.2'] }).map(({ address }) => address))
    .toEqual(['10.0.0.1', '10.0.0.2']);
});

test('ports without a number, or with 0, are left out', () => {
  const ports = [{ name: 'a' }, { name: 'b', port: 0 }, { name: 'c', port: null }, { name: 'd', port: 65_535, protocol: 'SCTP' }, { name: null, port: 1, protocol: 'UDP' }];
  expect(readEndpointSlice(slice('demo/web-1', 'web', [{ addresses: ['10.0.0.1'] }], { ports })).ports).toMatchObject([
    { name: 'd', protocol: 'sctp', endpoints: [{ address: '10.0.0.1', port: 65_535 }] }, { name: '', protocol: 'udp', endpoints: [{ address: '10.0.0.1', port: 1 }] },
  ]);
});

test('the endpoints of an FQDN slice are not looked at', () => {
  const read = readEndpointSlice(slice('demo/web-1', 'web', [{ addresses: ['example.com'] }], { addressType: 'FQDN' }));
  expect([read.family, read.ports.flatMap(({ endpoints: all }) => all)]).toEqual([undefined, []]);
});

test('labels count by being there', () => {
  const labeled = (labels: Plain) => readEndpointSlice(slice('demo/web-1', 'web', [], { metadata: { labels } })).labels;
  expect(labeled({ 'service.kubernetes.io/headless': '' })).toEqual({ proxyName: false, headless: true });
  expect(labeled({ 'service.kubernetes.io/service-proxy-name': 'x' })).toEqual({ proxyName: true, headless: false });
});

const NO_LABEL = 'is not a valid name: expected at most 63 lower-case letters, digits or \'-\', beginning and ending with a letter or digit';
const NO_SUBDOMAIN = 'is not a valid name: expected at most 253 lower-case letters, digits, \'-\' or \'.\', beginning and ending with a letter or digit';
const IPV4 = 'is not an IPv4 address, which addressType asks for';
const endpoints = (...all: unknown[]) => ({ endpoints: all });

test.each<[string, Plain]>([
  ['addressType: is missing: expected FQDN, IPv4, IPv6', { addressType: undefined }],
  ['addressType: "ipv4" is not supported: expected FQDN, IPv4, IPv6', { addressType: 'ipv4' }],
  ['ports: {} is not a list', { ports: {} }],
  ['ports[0]: 80 is not an object', { ports: [80] }],
  ['ports[0].port: 65536 is not a port: expected an integer from 1 to 65535', { ports: [{ port: 65_536 }] }],
  ['ports[0].port: "80" is not a port: expected an integer from 1 to 65535', { ports: [{ port: '80' }] }],
  ['ports[0].protocol: "tcp" is not supported: expected SCTP, TCP, UDP', { ports: [{ port: 80, protocol: 'tcp' }] }],
  [`ports[0].name: "A" ${NO_LABEL}`, { ports: [{ name: 'A', port: 80 }] }],
  ['ports[1].name: "a" is the name of an earlier port', { ports: [{ name: 'a', port: 1 }, { name: 'a', port: 2, protocol: 'UDP' }] }],
  ['ports[1].name: "" is the name of an earlier port', { ports: [{ port: 1 }, { name: '', port: 2 }] }],
  ['endpoints: "x" is not a list', { endpoints: 'x' }],
  ['endpoints[0]: null is not an object', endpoints(null)],
  ['endpoints[1]: ["10.0.0.1"] is not an object', endpoints({ addresses: ['10.0.0.1'] }, ['10.0.0.1'])],
  ['endpoints[0].addresses: "10.0.0.1" is not a list', endpoints({ addresses: '10.0.0.1' })],
  [`endpoints[0].addresses[0]: "fd00::1" ${IPV4}`, endpoints({ addresses: ['fd00::1'] })],
  [`endpoints[0].addresses[0]: "10.0.0.1/32" ${IPV4}`, endpoints({ addresses: ['10.0.0.1/32'] })],
  [`endpoints[0].addresses[0]: 10 ${IPV4}`, endpoints({ addresses: [10] })],
  ['endpoints[0].addresses[0]: "10.0.0.1" is not an IPv6 address, which addressType asks for', { addressType: 'IPv6', ...endpoints({ addresses: ['10.0.0.1'] }) }],
  ['endpoints[0].addresses[0]: "::ffff:10.0.0.1" is not an IPv6 address, which addressType asks for', { addressType: 'IPv6', ...endpoints({ addresses: ['::ffff:10.0.0.1'] }) }],
  ['endpoints[0].nodeName: 5 is not a string', endpoints({ addresses: ['10.0.0.1'], nodeName: 5 })],
  ['endpoints[0].conditions: "ready" is not an object', endpoints({ addresses: ['10.0.0.1'], conditions: 'ready' })],
  ['endpoints[0].conditions.ready: "true" is neither true nor false', endpoints({ addresses: ['10.0.0.1'], conditions: { ready: 'true' } })],
  ['endpoints[0].conditions.serving: 1 is neither true nor false', endpoints({ addresses: ['10.0.0.1'], conditions: { serving: 1 } })],
  ['endpoints[0].conditions.terminating: [] is neither true nor false', endpoints({ addresses: ['10.0.0.1'], conditions: { terminating: [] } })],
  ['endpoints[0].hints: "a" is not an object', endpoints({ addresses: ['10.0.0.1'], hints: 'a' })],
  ['endpoints[0].hints.forZones: "a" is not a list', endpoints({ addresses: ['10.0.0.1'], hints: { forZones: 'a' } })],
  ['endpoints[0].hints.forZones[0]: "a" is not an object', endpoints({ addresses: ['10.0.0.1'], hints: { forZones: ['a'] } })],
  ['endpoints[0].hints.forNodes[0].name: 5 is not a string', endpoints({ addresses: ['10.0.0.1'], hints: { forNodes: [{ name: 5 }] } })],
  ['metadata.labels[kubernetes.io/service-name]: 5 is not a string', { metadata: { labels: { 'kubernetes.io/service-name': 5 } } }],
  ['metadata.labels: [] is not an object', { metadata: { labels: [] } }],
])('%s', (expected, more) => {
  const object = slice('demo/web-1', 'web', [], more);
  const broken = Array.isArray(more.metadata?.labels) ? { ...object, metadata: { ...object.metadata, labels: [] } } : object;
  expect(message(() => readEndpointSlice(broken, SOURCE))).toBe(`dump.json, line 12: EndpointSlice demo/web-1: ${expected}`);
});

test.each([
  [`EndpointSlice demo/"web 1": metadata.name: "web 1" ${NO_SUBDOMAIN}`, 'web 1'],
  [`EndpointSlice demo/-a: metadata.name: "-a" ${NO_SUBDOMAIN}`, '-a'],
  [`EndpointSlice demo/a..b: metadata.name: "a..b" ${NO_SUBDOMAIN}`, 'a..b'],
])('%s', (expected, name) => {
  expect(message(() => readEndpointSlice(slice(`demo/${name}`, 'web', [])))).toBe(expected);
});

test('endpoints are checked even if no port serves them', () => {
  expect(message(() => readEndpointSlice(slice('demo/web-1', 'web', [{ addresses: ['x'] }], { ports: null })))).toBe(`EndpointSlice demo/web-1: endpoints[0].addresses[0]: "x" ${IPV4}`);
});
