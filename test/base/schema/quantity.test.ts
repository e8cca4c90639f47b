import { canonicalQuantity, isQuantity } from '../../../src/base/schema/quantity';

/** As `resource.MustParse(text).String()` prints them. */
test.each([
  ['1024Ki', '1Mi'], ['64Ki', '64Ki'], ['1024', '1024'], ['1000000', '1M'], ['1000k', '1M'], ['1.5Mi', '1536Ki'], ['0.5Ki', '512'], ['1Ki', '1Ki'],
  ['0', '0'], ['0Ki', '0'], ['1e3', '1e3'], ['1000e3', '1e6'], ['1e0', '1'], ['1500m', '1500m'], ['1000m', '1'], ['0.1', '100m'], ['.5', '500m'], ['-2048Ki', '-2Mi'], ['+5', '5'],
  ['0.0000000001', '1n'], ['1E', '1E'], ['1.0001Ki', '1024102400u'], ['many', 'many'],
])('%s is written as %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

test('what is none', () => {
  expect(['', '.', 'Ki', '-', '1 Ki', '1KiB', '0x10', '1e'].filter(isQuantity)).toEqual([]);
});
