import { goEquals, goFloat64, goInteger, goJson, goStrings, goText, isTruthy } from '../../../src/base/text/go-values';

// Answers of Go 1.26 with fmt, encoding/json and cast 1.7.
describe('goText prints as %v', () => {
  test.each([
    ['a', 'a'], ['', ''], [true, 'true'], [null, '<nil>'], [0, '0'], [-1, '-1'], [65536, '65536'], [999_999, '999999'], [1_000_000, '1e+06'], [1_048_576, '1.048576e+06'],
    [123_456_789, '1.23456789e+08'], [1e20, '1e+20'], [1e21, '1e+21'], [0.5, '0.5'], [0.0025, '0.0025'], [0.0001, '0.0001'], [0.00001, '1e-05'], [1_234_567.5, '1.2345675e+06'],
    [['a', 1, null], '[a 1 <nil>]'], [{ b: 1, a: [true] }, 'map[a:[true] b:1]'], [{}, 'map[]'], [[], '[]'],
  ])('%j: %s', (value, text) => {
    expect(goText(value)).toBe(text);
  });
});

test.each([
  ['10', 10n], ['0x10', 16n], ['010', 8n], ['0b11', 3n], ['1_000', 1000n], ['10.00', 10n], ['10.', 0n], ['1.5', 0n], ['x', 0n], ['', 0n], ['9223372036854775808', 0n],
  [1.9, 1n], [-1.9, -1n], [1e21, -(2n ** 63n)], [true, 1n], [null, 0n], [[], 0n],
] as const)('goInteger(%j) is %s', (value, integer) => {
  expect(goInteger(value)).toBe(integer);
});

test('goFloat64 reads texts, too', () => {
  expect([0.5, '0.5', '1e3', 'x', '', true, null].map(goFloat64)).toEqual([0.5, 0.5, 1000, 0, 0, 1, 0]);
});

test('goStrings leaves null out, and takes what is not a list for its only item', () => {
  expect([['a', null, 1], 'a b', null, 2].map(goStrings)).toEqual([['a', '1'], ['a b'], [], ['2']]);
});

test('goJson sorts names, and escapes what HTML knows unless it is raw', () => {
  expect(goJson({ b: '<&>', a: [1, null] })).toBe('{"a":[1,null],"b":"\\u003c\\u0026\\u003e"}');
  expect(goJson({ b: '<&>' }, true)).toBe('{"b":"<&>"}');
});

test('goEquals fails with values of different kinds, but not with null', () => {
  expect([goEquals('a', 'a'), goEquals('a', 'b'), goEquals(null, 'a'), goEquals(null, undefined), goEquals('true', true), goEquals({}, 'a')]).toEqual([true, false, false, true, undefined, undefined]);
});

test('isTruthy', () => {
  expect([0, '', false, null, undefined, [], {}].some(isTruthy)).toBe(false);
  expect([1, 'false', true, [null], { a: null }].every(isTruthy)).toBe(true);
});
