import { nodeIpsOf, readNode } from '../../../src/cluster/served/node';
import { interfaceIpsOf } from '../../../src/dataplane/node/interface-ips';
import { nodePortIps } from '../../../src/dataplane/node/node-port-ips';
import { readSettings } from '../../../src/dataplane/settings';
import { featuresOf } from '../../../src/dataplane/versions/features';
import { node } from '../../support/builders';

const INTERFACES = { lo: ['127.0.0.1/8', '::1/128'], eth0: ['192.168.0.2', '192.168.0.2', 'fd00:1::2'], eth1: ['10.77.0.4', '2001:db8::4'], cni0: ['10.244.1.1'] };

function both(nodePortAddresses: string[] | undefined, addresses = ['192.168.0.2', 'fd00:1::2'], more = {}) {
  const settings = readSettings({ nodePortAddresses, ...more }, featuresOf('1.37'));
  const read = readNode(node('node-a', { addresses }));
  const ips = interfaceIpsOf(INTERFACES, read, settings);
  return (['ip', 'ip6'] as const).map(family => nodePortIps(settings, nodeIpsOf(read, settings.bindAddress), ips, family));
}

test.each<[string, string[] | undefined, unknown, unknown]>([
  ['the default', undefined, ['192.168.0.2'], ['fd00:1::2']],
  ['primary', ['primary'], ['192.168.0.2'], ['fd00:1::2']],
  ['CIDRs of both families', ['192.168.0.0/16', '10.77.0.0/24', '2001:db8::/32'], ['192.168.0.2', '10.77.0.4'], ['2001:db8::4']],
  ['CIDRs of one family: any address of the other', ['10.0.0.0/8'], ['10.77.0.4', '10.244.1.1'], 'any'],
  ['no address in the CIDR', ['203.0.113.0/24', 'fd99::/16'], [], []],
  ['everything', ['0.0.0.0/0'], 'any', 'any'],
  ['everything beside something', ['10.0.0.0/8', '0.0.0.0/0', 'fd00::/8'], 'any', ['fd00:1::2']],
  ['all', ['all'], 'any', 'any'],
  ['loopback addresses never count', ['127.0.0.0/8', '::1/128'], [], []],
  ['localhost', ['localhost'], [], []],
  ['localhost beside primary', ['primary', 'localhost'], ['192.168.0.2'], ['fd00:1::2']],
])('%s', (_, nodePortAddresses, ipv4, ipv6) => {
  expect(both(nodePortAddresses)).toEqual([ipv4, ipv6]);
});

test('primary is any address in a family that the node has no address of', () => {
  expect(both(undefined, ['192.168.0.2'])).toEqual([['192.168.0.2'], 'any']);
  expect(both(undefined, [])).toEqual(['any', 'any']);
  expect(both(undefined, ['127.0.0.1', '::1'])).toEqual(['any', 'any']);
});

test('a bind address is the primary one of its family', () => {
  expect(both(undefined, undefined, { bindAddress: '10.77.0.4' })).toEqual([['10.77.0.4'], ['fd00:1::2']]);
});
