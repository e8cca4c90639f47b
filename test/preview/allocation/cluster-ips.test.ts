import { ClusterIpAllocator } from '../../../src/preview/allocation/cluster-ips';
import { parseCidr } from '../../../src/ruleset/ip/cidr';
import { addressAt } from '../../../src/ruleset/ip/range';
import { message } from '../../input/objects';

const allocatorOf = (...cidrs: string[]) => new ClusterIpAllocator(cidrs.map(text => parseCidr(text)!));

/** All that a range gives away before it is full. */
function allOf(cidr: string): Set<string> {
  const allocator = allocatorOf(cidr);
  const given = new Set<string>();
  try {
    for (let i = 0; ; i++) given.add(allocator.allocate(`demo/${i}`, cidr.includes(':') ? 'ip6' : 'ip').address);
  } catch (error) {
    expect((error as Error).message).toBe(`Service demo/${given.size}: the service range ${cidr} is full`);
  }
  return given;
}

// KEP-3070: the first min(max(16, SIZE / 16), 256) addresses are kept for addresses chosen by hand.
test.each<[string, number, number]>([['10.96.0.0/24', 17, 254], ['10.96.0.0/27', 17, 30], ['10.96.0.0/28', 1, 14], ['fd00::/120', 17, 255], ['fd00::/124', 1, 15]])(
  'of %s the addresses from %i to %i are given away', (cidr, first, last) => {
    const range = parseCidr(cidr)!;
    expect(allOf(cidr)).toEqual(new Set(Array.from({ length: last - first + 1 }, (_, i) => addressAt(range, first + i))));
  });

test.each([['10.96.0.0/12', 256], ['10.96.0.0/16', 256], ['fd00::/108', 256], ['fd00::/64', 256]])('of %s the first %i addresses are kept', (cidr, kept) => {
  const range = parseCidr(cidr)!;
  const keptOnes = new Set(Array.from({ length: kept + 1 }, (_, i) => addressAt(range, i)));
  const allocator = allocatorOf(cidr);
  for (let i = 0; i < 3000; i++) expect(keptOnes.has(allocator.allocate(`demo/${i}`, range.family).address)).toBe(false);
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
