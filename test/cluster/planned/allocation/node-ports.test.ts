import { DEFAULT_NODE_PORT_RANGE, NodePortAllocator, parseNodePortRange } from '../../../../src/cluster/planned/allocation/node-ports';
import { message } from '../../../input/objects';

const allocatorOf = (range: string) => new NodePortAllocator(parseNodePortRange(range));

const UNNAMED = { name: '', port: 80 };
const HTTP = { name: 'http', port: 80 };

/** The next ports that an allocator gives away, each to a Service of its own. */
const take = (allocator: NodePortAllocator, count: number) => Array.from({ length: count }, (_, i) => allocator.allocate(`demo/s${i}-${count}`, UNNAMED, 'tcp'));
const numbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const sorted = (ports: readonly number[]) => [...ports].sort((a, b) => a - b);

// KEP-3668: the first min(max(16, SIZE / 32), 128) ports are kept for ports chosen by hand.
test.each<[string, number]>([[DEFAULT_NODE_PORT_RANGE, 30_086], ['30000-30015', 30_000], ['30000-30016', 30_016], ['30000-30047', 30_016], ['30000-30639', 30_020], ['1-4096', 129]])(
  'of %s the ports from %i on are given away first, then those before, then none is left', (range, from) => {
    const { first, last } = parseNodePortRange(range);
    const allocator = allocatorOf(range);
    expect(sorted(take(allocator, last - from + 1))).toEqual(numbers(from, last));
    expect(sorted(take(allocator, from - first))).toEqual(numbers(first, from - 1));
    expect(message(() => allocator.allocate('demo/web', HTTP, 'tcp'))).toBe(`Service demo/web: the node port range ${range} is full`);
  });

test('of a large range the first 128 ports are kept', () => {
  expect(Math.min(...take(allocatorOf('1-65535'), 3000))).toBeGreaterThan(128);
});

test('a port depends on the Service and the port\'s name alone, unless it is taken', () => {
  const alone = allocatorOf(DEFAULT_NODE_PORT_RANGE).allocate('demo/web', HTTP, 'tcp');
  const other = allocatorOf(DEFAULT_NODE_PORT_RANGE);
  other.allocate('demo/a', UNNAMED, 'tcp');
  expect(other.allocate('demo/web', HTTP, 'tcp')).toBe(alone);
  for (const [service, protocol] of [['demo/web', 'tcp'], ['demo/web', 'udp'], ['demo/a', 'udp']] as const) {
    const taken = allocatorOf(DEFAULT_NODE_PORT_RANGE);
    expect(taken.reserve(service, protocol, alone)).toBe(true);
    expect(taken.allocate('demo/web', HTTP, 'tcp')).not.toBe(alone);
  }
});

test('a number belongs to one port number of one Service, which may use it once for each protocol', () => {
  const allocator = allocatorOf(DEFAULT_NODE_PORT_RANGE);
  const reserve = (service: string, protocol: 'tcp' | 'udp' | 'sctp') => allocator.reserve(service, protocol, 30_053);
  expect([reserve('demo/dns:53', 'tcp'), reserve('demo/dns:53', 'udp'), reserve('demo/dns:53', 'tcp'), reserve('demo/dns:53', 'udp')]).toEqual([true, true, false, false]);
  expect([reserve('demo/other:53', 'tcp'), reserve('demo/other:53', 'sctp'), reserve('demo/dns:53', 'sctp')]).toEqual([false, false, true]);
  expect(reserve('demo/dns:54', 'sctp')).toBe(false);
  const given = allocator.allocate('demo/web', { name: 'a', port: 81 }, 'tcp');
  expect([allocator.reserve('demo/dns:53', 'udp', given), allocator.reserve('demo/web:81', 'tcp', given), allocator.reserve('demo/web:81', 'udp', given)]).toEqual([false, false, true]);
});

test('ranges are read', () => {
  expect(parseNodePortRange('1-65535')).toEqual({ first: 1, last: 65_535 });
  expect(parseNodePortRange('30000-30000')).toEqual({ first: 30_000, last: 30_000 });
});
