import { readNode } from '../../../src/cluster/served/node';
import { interfaceIpsOf, NetworkInterfaces } from '../../../src/dataplane/node/interface-ips';
import { readSettings } from '../../../src/dataplane/settings';
import { featuresOf } from '../../../src/dataplane/versions/features';
import { message } from '../../input/objects';
import { node, Plain } from '../../support/builders';

function ips(interfaces: NetworkInterfaces | undefined, object: Plain = node(), configuration: Plain = {}): string[] {
  return interfaceIpsOf(interfaces, readNode(object), readSettings(configuration, featuresOf('1.36'))).map(({ text }) => text);
}

test('given addresses are taken, with or without the length of their network', () => {
  expect(ips({ lo: ['127.0.0.1/8', '::1/128', '10.1.1.1/0', '10.1.1.2/32'], eth0: ['192.168.0.2/24', '010.0.0.1', 'FD00::0:1'], eth1: [] })).toEqual(['127.0.0.1', '::1', '10.1.1.1', '10.1.1.2', '192.168.0.2', '10.0.0.1', 'fd00::1']);
});

test('otherwise those of the Node are, but for external ones that are not its own address', () => {
  const object = {
    ...node(),
    status: {
      addresses: [['ExternalIP', '203.0.113.1'], ['InternalIP', '10.0.0.1'], ['InternalIP', '10.0.0.2'], ['ExternalIP', '2001:db8::1']]
        .map(([type, address]) => ({ type, address })),
    },
  };
  expect(new Set(ips(undefined, object))).toEqual(new Set(['10.0.0.1', '10.0.0.2', '2001:db8::1']));
  expect(new Set(ips(undefined, object, { bindAddress: '10.9.9.9' }))).toEqual(new Set(['10.0.0.1', '10.0.0.2', '2001:db8::1', '10.9.9.9']));
  expect(ips({})).toEqual([]);
});

test.each(['', '10.0.0', '10.0.0.1/', '10.0.0.1/24/1', '10.0.0.1/x', '10.0.0.1/33', '10.0.0.1/999', 'fd00::1/129', '/24', 'fe80::1%eth0', 'eth0'])('%j is not an address', address => {
  expect(message(() => ips({ eth0: ['10.0.0.1', address] }))).toBe(`network interface eth0: ${JSON.stringify(address)} is not an IP address: expected one as in 192.168.10.11 or fd00::11`);
});
