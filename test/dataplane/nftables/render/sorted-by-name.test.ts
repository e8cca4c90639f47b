import { sortedByName } from '../../../../src/dataplane/nftables/render/sorted-by-name';
import { sequence } from '../../../input/objects';

test.each([0, 1, 999, 1_000, 20_000])('%i entries come in the order of their names', count => {
  const random = sequence(count + 1);
  const names = new Set<string>();
  // Short names that others begin with, and long ones that differ only at their end.
  while (names.size < count) names.add(`${'endpoint-ABCDEFGH'.slice(0, 4 + random(14))}${random(8) === 0 ? '' : random(1_000_000)}`.slice(0, 4 + random(20)) + names.size % 97);
  const entries = new Map([...names].map((name, i) => [name, i]));
  expect(sortedByName(entries)).toEqual([...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value));
});
