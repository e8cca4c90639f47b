import { BlockList } from 'node:net';
import { formatIp } from '../../../src/base/ip/address';
import { cidrContains, isLoopback, parseCidr } from '../../../src/base/ip/cidr';
import { sequence } from '../../input/objects';

test.each<[string, string, number, boolean]>([
  ['10.0.0.0/8', '10.0.0.0/8', 8, false],
  ['10.1.2.3/8', '10.0.0.0/8', 8, true],
  ['10.1.2.3/32', '10.1.2.3/32', 32, false],
  ['10.1.2.3/0', '0.0.0.0/0', 0, true],
  ['0.0.0.0/0', '0.0.0.0/0', 0, false],
  ['010.1.0.0/016', '10.1.0.0/16', 16, false],
  ['10.1.2.255/25', '10.1.2.128/25', 25, true],
  ['10.1.2.255/31', '10.1.2.254/31', 31, true],
  ['FD00:0:0::/8', 'fd00::/8', 8, false],
  ['fd00:96::1/112', 'fd00:96::/112', 112, true],
  ['fd00:96::ffff/121', 'fd00:96::ff80/121', 121, true],
  ['::1/128', '::1/128', 128, false],
  ['::/0', '::/0', 0, false],
])('%s is %s', (text, canonical, prefixLength, hasHostBits) => {
  const cidr = parseCidr(text);
  expect(cidr).toMatchObject({ family: canonical.includes(':') ? 'ip6' : 'ip', text: canonical, prefixLength, hasHostBits });
});

test.each([
  '', '/', '10.0.0.0', '10.0.0.0/', '/8', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/8/8', '10.0.0.0/-1', '10.0.0.0/+8', '10.0.0.0/8 ', ' 10.0.0.0/8', '10.0.0/8', '10.0.0.0/0x8',
  '10.0.0.0/255.0.0.0', '10.0.0.0/1e1', 'fd00::%eth0/64', '::ffff:10.0.0.0/104', '10.0.0.0/0008', '10.0.0.0/8\n',
])('%j is not a CIDR', text => {
  expect(parseCidr(text)).toBeUndefined();
});

test.each<[string, string, boolean]>([
  ['10.0.0.0/8', '10.255.255.255', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['10.0.0.0/8', '::ffff:10.0.0.1', true],
  ['10.0.0.0/8', '010.0.0.1', true],
  ['0.0.0.0/0', '203.0.113.1', true],
  ['0.0.0.0/0', '::1', false],
  ['::/0', '10.0.0.1', false],
  ['::/0', 'fd00::1', true],
  ['fd00::/127', 'fd00::1', true],
  ['fd00::/127', 'fd00::2', false],
  ['10.0.0.0/8', 'no address', false],
])('%s contains %s: %s', (cidr, address, expected) => {
  expect(cidrContains(parseCidr(cidr)!, address)).toBe(expected);
});

test.each<[string, boolean]>([
  ['127.0.0.1', true], ['127.255.255.255', true], ['126.255.255.255', false], ['128.0.0.0', false], ['::1', true], ['::', false], ['::2', false], ['1::1', false],
  ['::ffff:127.0.0.1', true], ['0.0.0.0', false], ['localhost', false],
])('%s is a loopback address: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});

test('random networks contain what Node says they do', () => {
  const random = sequence(4632);
  let inside = 0;
  for (let i = 0; i < 3000; i++) {
    const length = random(2) ? 4 : 16;
    const bytes = Array.from({ length }, () => random(256));
    const prefixLength = random(length * 8 + 1);
    const cidr = parseCidr(`${formatIp(bytes)}/${prefixLength}`)!;
    // A near neighbor: one bit is flipped.
    const bit = random(length * 8);
    const near = bytes.map((byte, k) => k === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte);
    const family = length === 4 ? 'ipv4' : 'ipv6';
    const list = new BlockList();
    list.addSubnet(formatIp(bytes), prefixLength, family);
    const expected = list.check(formatIp(near), family);
    expect([cidr.text, formatIp(near), cidrContains(cidr, formatIp(near))]).toEqual([cidr.text, formatIp(near), expected]);
    expect(parseCidr(cidr.text)).toEqual({ ...cidr, hasHostBits: false });
    inside += Number(expected);
  }
  expect(inside).toBeGreaterThan(1000);
});
