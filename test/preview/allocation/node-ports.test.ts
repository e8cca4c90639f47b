import { DEFAULT_NODE_PORT_RANGE, NodePortAllocator, parseNodePortRange } from '../../../src/preview/allocation/node-ports';
import { message } from '../../input/objects';

const allocatorOf = (range: string) => new NodePortAllocator(parseNodePortRange(range));

// KEP-3668: the first min(max(16, SIZE / 32), 128) ports are kept for ports chosen by hand.
test.each<[string, number]>([[DEFAULT_NODE_PORT_RANGE, 30_086], ['30000-30015', 30_000], ['30000-30016', 30_016], ['30000-30047', 30_016], ['30000-30639', 30_020], ['1-65535', 129]])(
  'of %s the ports from %i on are given away', (range, first) => {
    const { last } = parseNodePortRange(range);
    const allocator = allocatorOf(range);
    const count = Math.min(last - first + 1, 3000);
    const given = new Set(Array.from({ length: count }, (_, i) => allocator.allocate(`demo/${i}/`, 'tcp')));
    expect([given.size, Math.min(...given) >= first, Math.max(...given) <= last]).toEqual([count, true, true]);
    if (count === last - first + 1) {
      expect(Math.min(...given)).toBe(first);
      expect(message(() => allocator.allocate('demo/web/http', 'tcp'))).toBe(`Service port demo/web/http: the node port range ${range} is full`);
    }
  });

test('a port depends on the service port alone, unless it is taken', () => {
  const alone = allocatorOf(DEFAULT_NODE_PORT_RANGE).allocate('demo/web/http', 'tcp');
  const other = allocatorOf(DEFAULT_NODE_PORT_RANGE);
  other.allocate('demo/a/', 'tcp');
  expect(other.allocate('demo/web/http', 'tcp')).toBe(alone);
  const taken = allocatorOf(DEFAULT_NODE_PORT_RANGE);
  expect([taken.reserve('tcp', alone), taken.reserve('tcp', alone)]).toEqual([true, false]);
  expect(taken.allocate('demo/web/http', 'tcp')).not.toBe(alone);
});

test('ranges are read', () => {
  expect(parseNodePortRange('1-65535')).toEqual({ first: 1, last: 65_535 });
  expect(parseNodePortRange('30000-30000')).toEqual({ first: 30_000, last: 30_000 });
});
