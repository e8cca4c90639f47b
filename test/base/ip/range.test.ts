import { parseCidr } from '../../../src/base/ip/cidr';
import { addOffset, addressAt, sizeOf } from '../../../src/base/ip/range';

test.each<[string, number]>([
  ['10.0.0.0/32', 1], ['10.0.0.0/31', 2], ['10.0.0.0/24', 256], ['10.0.0.0/12', 1_048_576], ['0.0.0.0/0', 2 ** 32],
  ['fd00::/128', 1], ['fd00::/112', 65_536], ['fd00::/97', 2 ** 31], ['fd00::/96', 2 ** 32], ['fd00::/64', 2 ** 32], ['::/0', 2 ** 32],
])('%s has %i addresses', (text, size) => {
  expect(sizeOf(parseCidr(text)!)).toBe(size);
});

test.each<[string, number, string]>([
  ['10.0.0.0/8', 0, '10.0.0.0'], ['10.0.0.0/8', 1, '10.0.0.1'], ['10.0.0.0/8', 256, '10.0.1.0'], ['10.0.0.128/25', 127, '10.0.0.255'], ['10.0.0.0/8', 2 ** 24 - 1, '10.255.255.255'],
  ['fd00::/64', 0x1_0000, 'fd00::1:0'], ['fd00::/64', 2 ** 32 - 1, 'fd00::ffff:ffff'], ['fd00::ffff:0/112', 0xffff, 'fd00::ffff:ffff'],
])('the address of %s at %i is %s', (text, offset, address) => {
  expect(addressAt(parseCidr(text)!, offset)).toBe(address);
});

test('offsets carry over, and what does not fit is lost', () => {
  expect(addOffset([10, 0, 255, 255], 1)).toEqual([10, 1, 0, 0]);
  expect(addOffset([255, 255, 255, 255], 1)).toEqual([0, 0, 0, 0]);
  expect(addOffset([0, 0], 0x10203)).toEqual([2, 3]);
  const bytes = [1, 2, 3];
  addOffset(bytes, 300);
  expect(bytes).toEqual([1, 2, 3]);
});
