import { firstFreePlace, stablePlace } from '../../../../src/cluster/planned/allocation/stable-hash';

test('a place depends on the text alone and is the same for ever', () => {
  // These values must never change: previews of one app would differ between releases.
  expect([stablePlace('demo/web/ip', 1_000_000), stablePlace('demo/web/ip', 100), stablePlace('', 7), stablePlace('x', 1)]).toMatchInlineSnapshot(`
[
  263174,
  74,
  1,
  0,
]
`);
});

test('places are spread', () => {
  const counts = new Array<number>(16).fill(0);
  for (let i = 0; i < 1600; i++) counts[stablePlace(`service-${i}`, 16)]++;
  expect(Math.min(...counts)).toBeGreaterThan(60);
  expect(Math.max(...counts)).toBeLessThan(150);
});

test('the own place comes first, then others in an order of the text\'s own', () => {
  const own = stablePlace('a', 1000);
  expect(firstFreePlace('a', 1000, () => true)).toBe(own);
  const second = firstFreePlace('a', 1000, place => place !== own)!;
  expect(second).not.toBe(own);
  expect(firstFreePlace('a', 1000, place => place !== own && place !== second)).not.toBe(second);
});

test('the last free place is found, and none where there is none', () => {
  for (let last = 0; last < 50; last++) expect(firstFreePlace('a', 50, place => place === last)).toBe(last);
  expect(firstFreePlace('a', 50, () => false)).toBeUndefined();
  for (const places of [0, -1]) expect(firstFreePlace('a', places, () => true)).toBeUndefined();
});

test('only places of the range are asked for', () => {
  const asked = new Set<number>();
  firstFreePlace('a', 10, place => {
    asked.add(place);
    return false;
  });
  expect([...asked].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
