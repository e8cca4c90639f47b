import { parseCidr } from '../../../../src/base/ip/cidr';
import { addressAt } from '../../../../src/base/ip/range';
import { ClusterIpAllocator } from '../../../../src/cluster/planned/allocation/cluster-ips';
import { message } from '../../../input/objects';

const allocatorOf = (...cidrs: string[]) => new ClusterIpAllocator(cidrs.map(text => parseCidr(text)!));

/** The addresses of some places of a range. */
function addressesOf(cidr: string, first: number, last: number): Set<string> {
  return new Set(Array.from({ length: last - first + 1 }, (_, i) => addressAt(parseCidr(cidr)!, first + i)));
}

// KEP-3070: the first min(max(16, SIZE / 16), 256) addresses are kept for addresses chosen by hand; SIZE is that of the CIDR.
test.each<[string, kept: number, last: number]>([
  ['10.96.0.0/20', 256, 4094], ['10.96.0.0/21', 128, 2046], ['10.96.0.0/22', 64, 1022], ['10.96.0.0/23', 32, 510], ['10.96.0.0/24', 16, 254], ['10.96.0.0/25', 16, 126],
  ['10.96.0.0/27', 16, 30], ['10.96.0.0/28', 0, 14], ['10.96.0.0/29', 0, 6], ['10.96.0.0/30', 0, 2],
  ['fd00::/116', 256, 4095], ['fd00::/117', 128, 2047], ['fd00::/118', 64, 1023], ['fd00::/119', 32, 511], ['fd00::/120', 16, 255], ['fd00::/124', 0, 15],
])('of %s the addresses after the first %i are given away, up to number %i, then those before, then none is left', (cidr, kept, last) => {
  const { family } = parseCidr(cidr)!;
  const allocator = allocatorOf(cidr);
  const take = (count: number) => new Set(Array.from({ length: count }, (_, i) => allocator.allocate(`demo/s${i}`, family).address));
  expect(take(last - kept)).toEqual(addressesOf(cidr, kept + 1, last));
  expect(take(kept)).toEqual(addressesOf(cidr, 1, kept));
  expect(message(() => allocator.allocate('demo/web', family))).toBe(`Service demo/web: the service range ${cidr} is full`);
});

test.each(['10.96.0.0/12', '10.96.0.0/16', 'fd00::/108', 'fd00::/64'])('of %s the first 256 addresses are kept', cidr => {
  const kept = addressesOf(cidr, 0, 256);
  const allocator = allocatorOf(cidr);
  for (let i = 0; i < 3000; i++) expect(kept.has(allocator.allocate(`demo/${i}`, parseCidr(cidr)!.family).address)).toBe(false);
});

test('the kept part of a range is used before the next range', () => {
  const allocator = allocatorOf('10.0.0.0/27', '10.1.0.0/27');
  const given = Array.from({ length: 31 }, (_, i) => allocator.allocate(`demo/${i}`, 'ip').range.text);
  expect(given).toEqual([...new Array<string>(30).fill('10.0.0.0/27'), '10.1.0.0/27']);
});

test('an address depends on the Service alone, unless it is taken', () => {
  const alone = allocatorOf('10.96.0.0/12').allocate('demo/web', 'ip').address;
  const crowded = allocatorOf('10.96.0.0/12');
  for (let i = 0; i < 500; i++) crowded.allocate(`demo/${i}`, 'ip');
  expect(crowded.allocate('demo/web', 'ip').address).toBe(alone);
  expect(allocatorOf('10.96.0.0/12').allocate('other/web', 'ip').address).not.toBe(alone);
  const taken = allocatorOf('10.96.0.0/12');
  expect([taken.reserve(alone), taken.reserve(alone)]).toEqual([true, false]);
  expect(taken.allocate('demo/web', 'ip').address).not.toBe(alone);
});

test('when a range is full the next one of the family follows', () => {
  const allocator = allocatorOf('10.0.0.0/30', 'fd00::/64', '10.1.0.0/30');
  expect(allocator.families).toEqual(['ip', 'ip6']);
  const given = [1, 2, 3, 4].map(i => allocator.allocate(`demo/${i}`, 'ip'));
  expect(given.map(({ range }) => range.text)).toEqual(['10.0.0.0/30', '10.0.0.0/30', '10.1.0.0/30', '10.1.0.0/30']);
  expect(new Set(given.map(({ address }) => address))).toEqual(new Set(['10.0.0.1', '10.0.0.2', '10.1.0.1', '10.1.0.2']));
  expect(message(() => allocator.allocate('demo/5', 'ip'))).toBe('Service demo/5: the service range 10.0.0.0/30, 10.1.0.0/30 is full');
});

test('a range of one address has none to give', () => {
  expect(message(() => allocatorOf('10.0.0.0/32').allocate('demo/web', 'ip'))).toBe('Service demo/web: the service range 10.0.0.0/32 is full');
  expect(message(() => allocatorOf('fd00::/128').allocate('demo/web', 'ip6'))).toBe('Service demo/web: the service range fd00::/128 is full');
});

test('a family without a range is an error', () => {
  expect(message(() => allocatorOf('10.96.0.0/12').allocate('demo/web', 'ip6')))
    .toBe('Service demo/web: there is no service range for its IPv6 address: name one of the cluster\'s ServiceCIDRs');
});
