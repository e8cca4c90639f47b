import { canonicalGoDuration, formatGoDuration, parseGoDuration } from '../../../src/base/schema/duration';

// What time.ParseDuration and String of Go 1.x answer for each text.
test.each([
  ['0', 0n, '0s'],
  ['0s', 0n, '0s'],
  ['-0', 0n, '0s'],
  ['30s', 30_000_000_000n, '30s'],
  ['60s', 60_000_000_000n, '1m0s'],
  ['24h', 86_400_000_000_000n, '24h0m0s'],
  ['1h30m', 5_400_000_000_000n, '1h30m0s'],
  ['30m1h', 5_400_000_000_000n, '1h30m0s'],
  ['1.5s', 1_500_000_000n, '1.5s'],
  ['90.25s', 90_250_000_000n, '1m30.25s'],
  ['1.s', 1_000_000_000n, '1s'],
  ['.5s', 500_000_000n, '500ms'],
  ['+5s', 5_000_000_000n, '5s'],
  ['-1m', -60_000_000_000n, '-1m0s'],
  ['250ms', 250_000_000n, '250ms'],
  ['1.5ms', 1_500_000n, '1.5ms'],
  ['1us', 1_000n, '1\u00b5s'],
  ['1\u00b5s', 1_000n, '1\u00b5s'],
  ['1\u03bcs', 1_000n, '1\u00b5s'],
  ['1500ns', 1_500n, '1.5\u00b5s'],
  ['999ns', 999n, '999ns'],
  ['0.5ns', 0n, '0s'],
  ['0.3333333333333333333h', 1_200_000_000_000n, '20m0s'],
  ['0.9223372036854775807h', 3_320_413_933_267n, '55m20.413933267s'],
  ['0.830103483285477580700h', 2_988_372_539_827n, '49m48.372539827s'],
  ['9007199254.740993ms', 9_007_199_254_740_993n, '2501h59m59.254740993s'],
  ['9223372036854775807ns', 9_223_372_036_854_775_807n, '2562047h47m16.854775807s'],
  ['-9223372036854775808ns', -9_223_372_036_854_775_808n, '-2562047h47m16.854775808s'],
])('%s is read and printed as Go does', (text, nanoseconds, printed) => {
  expect(parseGoDuration(text)).toBe(nanoseconds);
  expect(formatGoDuration(nanoseconds)).toBe(printed);
  expect(canonicalGoDuration(text)).toBe(printed);
});

test.each([
  '', '-', '+', '.', '.s', '1', '30', '30 s', ' 30s', '30s ', '1d', '1S', 's', '--1s', '1e3s', '1.5.5s', '1h30', 'PT30S', '1constructors',
  '9223372036854775808ns', '-9223372036854775809ns', '3000000h', '2562047h48m',
])('%j is refused as Go does, and stays as it is', text => {
  expect(parseGoDuration(text)).toBeUndefined();
  expect(canonicalGoDuration(text)).toBe(text);
});
