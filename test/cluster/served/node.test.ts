import { parseIp } from '../../../src/base/ip/address';
import { nodeIpsOf, readNode } from '../../../src/cluster/served/node';
import { message } from '../../input/objects';
import { node, Plain } from '../../support/builders';

const SOURCE = { toString: () => 'a.yaml, document 2, line 1' };

test('what is not given is empty', () => {
  expect(readNode({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-1.example.com' } }))
    .toEqual({
      kind: 'Node',
      name: 'worker-1.example.com',
      labels: {},
      annotations: {},
      zone: '',
      podCidrs: [],
      internalIps: [],
      externalIps: [],
      kernelVersion: '',
      osImage: '',
      operatingSystem: '',
      kubeletVersion: '',
      providerId: '',
      unschedulable: false,
    });
});

test.each<[Plain, string[]]>([
  [{ podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24', 'fd00::/64'] }, ['10.244.1.0/24', 'fd00::/64']],
  [{ podCIDR: '10.244.1.0/24' }, ['10.244.1.0/24']],
  [{ podCIDR: '10.244.1.7/24', podCIDRs: [] }, ['10.244.1.0/24']],
  [{ podCIDR: '' }, []],
  [{ podCIDR: null, podCIDRs: null }, []],
])('the pod CIDRs of %j are %j', (spec, expected) => {
  expect(readNode({ ...node(), spec }).podCidrs.map(({ text }) => text)).toEqual(expected);
});

function nodeWith(...addresses: [type: string, address: string][]) {
  return readNode({ ...node(), status: { addresses: addresses.map(([type, address]) => ({ type, address })) } });
}

test.each<[string, [string, string][], string | undefined, object]>([
  ['none', [], undefined, { primary: 'ip', byFamily: {} }],
  ['internal before external, whatever their order', [['ExternalIP', '203.0.113.1'], ['Hostname', 'a'], ['InternalIP', '10.0.0.1']], undefined,
    { primary: 'ip', byFamily: { ip: '10.0.0.1' } }],
  ['the first of each family', [['InternalIP', 'fd00::1'], ['InternalIP', '10.0.0.1'], ['InternalIP', '10.0.0.2'], ['InternalIP', 'fd00::2']], undefined,
    { primary: 'ip6', byFamily: { ip: '10.0.0.1', ip6: 'fd00::1' } }],
  ['an external one where there is no internal one of the family', [['InternalIP', '10.0.0.1'], ['ExternalIP', '2001:db8::1'], ['ExternalIP', '203.0.113.1']], undefined,
    { primary: 'ip', byFamily: { ip: '10.0.0.1', ip6: '2001:db8::1' } }],
  ['a bind address', [['InternalIP', '10.0.0.1'], ['InternalIP', 'fd00::1']], 'fd00::7', { primary: 'ip6', byFamily: { ip: '10.0.0.1', ip6: 'fd00::7' } }],
  ['a bind address of a family that the Node lacks', [['InternalIP', '10.0.0.1']], 'fd00::7', { primary: 'ip6', byFamily: { ip: '10.0.0.1', ip6: 'fd00::7' } }],
  ['an unspecified bind address', [['InternalIP', 'fd00::1']], '0.0.0.0', { primary: 'ip6', byFamily: { ip6: 'fd00::1' } }],
  ['an unspecified IPv6 bind address', [['InternalIP', '10.0.0.1']], '::', { primary: 'ip', byFamily: { ip: '10.0.0.1' } }],
])('node IPs: %s', (_, addresses, bindAddress, expected) => {
  expect(nodeIpsOf(nodeWith(...addresses), bindAddress === undefined ? undefined : parseIp(bindAddress))).toEqual(expected);
});

test('addresses of other types may be anything', () => {
  const read = readNode({ ...node(), status: { addresses: [{ type: 'Hostname', address: 'a b' }, { type: 'InternalDNS', address: 5 }, {}, { type: 'InternalIP', address: '010.0.0.1' }] } });
  expect(read.internalIps).toEqual([{ family: 'ip', text: '10.0.0.1' }]);
});

test.each<[string, Plain]>([
  ['spec.podCIDR: "10.244.0.0" is not a CIDR: expected one as in 10.9.8.0/24 or 2001:db8::/64', { spec: { podCIDR: '10.244.0.0' } }],
  ['spec.podCIDRs[1]: 5 is not a CIDR: expected one as in 10.9.8.0/24 or 2001:db8::/64', { spec: { podCIDRs: ['10.244.0.0/24', 5] } }],
  ['status.addresses: {} is not a list', { status: { addresses: {} } }],
  ['status.addresses[0]: "10.0.0.1" is not an object', { status: { addresses: ['10.0.0.1'] } }],
  ['status.addresses[1].address: "node-a" is not an IP address: expected one as in 10.9.8.7 or 2001:db8::ffff',
    { status: { addresses: [{ type: 'Hostname', address: 'x' }, { type: 'ExternalIP', address: 'node-a' }] } }],
  ['status.addresses[0].address: undefined is not an IP address: expected one as in 10.9.8.7 or 2001:db8::ffff', { status: { addresses: [{ type: 'InternalIP' }] } }],
  ['metadata.labels[topology.kubernetes.io/zone]: 1 is not a string', { metadata: { name: 'node-a', labels: { 'topology.kubernetes.io/zone': 1 } } }],
])('%s', (expected, more) => {
  expect(message(() => readNode({ ...node(), ...more }, SOURCE))).toBe(`a.yaml, document 2, line 1: Node node-a: ${expected}`);
});

test('a Node has a name', () => {
  expect(message(() => readNode(node('Node A')))).toBe('Node "Node A": metadata.name: "Node A" is not a valid name: '
    + 'expected at most 253 lower-case letters, digits, \'-\' or \'.\', beginning and ending with a letter or digit');
});
