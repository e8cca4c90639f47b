import { isIP, isIPv4, isIPv6, SocketAddress } from 'node:net';
import { formatIp, joinHostPort, parseIp, parseIpBytes } from '../../../src/base/ip/address';
import { sequence } from '../../input/objects';

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['0.0.0.0', '0.0.0.0'],
  ['255.255.255.255', '255.255.255.255'],
  // Leading zeros are decimal, never octal.
  ['010.000.0.01', '10.0.0.1'],
  ['192.168.010.011', '192.168.10.11'],
  ['0000255.1.1.1', '255.1.1.1'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['fd00:0:0:0:0:0:0:1', 'fd00::1'],
  ['FD00:ABCD::EF', 'fd00:abcd::ef'],
  ['fd00:0000:0001::0a', 'fd00:0:1::a'],
  // RFC 5952: the longest run of zeros, the first one of equal runs, and none of a single zero.
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
  ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
  ['1:2:3:4:5:6:0:0', '1:2:3:4:5:6::'],
  ['0:0:3:4:5:6:7:8', '::3:4:5:6:7:8'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ['::192.0.2.33', '::c000:221'],
  ['::ffff:192.0.2.33', '192.0.2.33'],
  ['::FFFF:c000:0221', '192.0.2.33'],
  ['0:0:0:0:0:ffff:010.0.0.1', '10.0.0.1'],
  ['::fffe:192.0.2.33', '::fffe:c000:221'],
  ['::1:ffff:192.0.2.33', '::1:ffff:c000:221'],
])('%s is %s', (text, canonical) => {
  expect(parseIp(text)).toEqual({ family: canonical.includes(':') ? 'ip6' : 'ip', text: canonical });
});

test.each([
  '', ' ', '.', '...', ':', ':::', '1', '1.2.3', '1.2.3.4.5', '1.2.3.', '.1.2.3', '1..2.3', '256.1.1.1', '1.2.3.1000', '1.2.3.-4', '1.2.3.+4', '1.2.3.4 ', ' 1.2.3.4',
  '1.2.3.4\n', '0x1.2.3.4', '1.2.3.4/32', '1.2.3.4:80', '١.2.3.4',
  '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', '::1:2:3:4:5:6:7:8', '1::2::3', ':1:2:3:4:5:6:7', '1:2:3:4:5:6:7:', '1:::2', '12345::', 'g::', '::1%eth0', 'fe80::1%1',
  '[::1]', '::1 ', '1:2:3:4:5:6:7:1.2.3.4', '1.2.3.4::', '::1.2.3.4:5', '::1.2.3', '::256.1.1.1', '::-1', '::0x1',
])('%j is not an address', text => {
  expect(parseIp(text)).toBeUndefined();
});

test('addresses are printed with their ports', () => {
  expect([joinHostPort('ip', '10.0.0.1', 80), joinHostPort('ip6', 'fd00::1', 80)]).toEqual(['10.0.0.1:80', '[fd00::1]:80']);
});

/** Node prints a mapped address as it was, and an IPv4-compatible one with a quad; kube-proxy does not. */
function nodesOwn(text: string): string {
  const { address } = new SocketAddress({ address: text, family: isIPv4(text) ? 'ipv4' : 'ipv6' });
  const mapped = /^::ffff:([\d.]+)$/.exec(address);
  return mapped ? mapped[1] : address;
}

function randomAddress(random: (n: number) => number): number[] {
  if (random(3) === 0) return Array.from({ length: 4 }, () => random(256));
  // Many zeros, since runs of them are what can be got wrong.
  return Array.from({ length: 8 }, () => random(2) === 0 ? 0 : random(0x10000)).flatMap(hextet => [Math.floor(hextet / 256), hextet % 256]);
}

test('random addresses read back as themselves and print as Node prints them', () => {
  const random = sequence(5952);
  for (let i = 0; i < 4000; i++) {
    const bytes = randomAddress(random);
    const text = formatIp(bytes);
    if (bytes.length === 16 && bytes.slice(0, 12).every(byte => byte === 0)) continue;
    expect(parseIpBytes(text)).toEqual(bytes);
    expect(text).toBe(nodesOwn(text));
    const hextets = Array.from({ length: bytes.length / 2 }, (_, k) => (bytes[2 * k] * 256 + bytes[2 * k + 1]).toString(16));
    const spelled = bytes.length === 4 ? text : hextets.map(hextet => random(2) ? hextet.padStart(4, '0').toUpperCase() : hextet).join(':');
    expect(parseIp(spelled)).toEqual({ family: bytes.length === 4 ? 'ip' : 'ip6', text });
  }
});

test('random texts are addresses exactly where Node says so, but for leading zeros and zones', () => {
  const random = sequence(4291);
  const parts = ['0', '1', '255', '256', 'ffff', 'fd00', '12345', 'g', ':', ':', ':', '::', '.', '.', '1.2.3.4', '', '%e', ' ', '/'];
  let addresses = 0;
  for (let i = 0; i < 40_000; i++) {
    const text = Array.from({ length: 1 + random(15) }, () => parts[random(parts.length)]).join('');
    const leadingZero = /(^|[.:])0\d+(\.|$)/.test(text) && text.includes('.');
    if (leadingZero || text.includes('%')) continue;
    const address = parseIp(text);
    if ((address !== undefined) !== (isIP(text) !== 0)) throw new Error(`${JSON.stringify(text)}: ${JSON.stringify(address)}, but Node says ${isIP(text)}`);
    if (!address) continue;
    addresses++;
    expect(address.family).toBe(isIPv6(text) && !/^(0*:)*:?(0*:)*ffff:/i.test(text) ? 'ip6' : isIPv4(text) || parseIpBytes(text)!.length === 4 ? 'ip' : 'ip6');
    expect(isIP(address.text)).toBe(address.family === 'ip' ? 4 : 6);
    expect(parseIp(address.text)).toEqual(address);
  }
  expect(addresses).toBeGreaterThan(300);
});
