import { firstReleases, isBeforeFix } from '../../../src/check/findings/patch-releases';

const FIX = { 33: 11, 34: 7 };

test.each([
  [{ major: 1, minor: 32, patch: 99 }, true],
  [{ major: 1, minor: 33, patch: 10 }, true],
  [{ major: 1, minor: 33, patch: 11 }, false],
  [{ major: 1, minor: 34, patch: 6 }, true],
  [{ major: 1, minor: 34, patch: 7 }, false],
  [{ major: 1, minor: 35, patch: 0 }, false],
  [{ major: 2, minor: 0, patch: 0 }, false],
])('%j is before the fix: %s', (version, expected) => {
  expect(isBeforeFix(version, FIX)).toBe(expected);
});

test('the releases are listed', () => {
  expect(firstReleases({ 35: 4 })).toBe('1.35.4');
  expect(firstReleases({ 33: 11, 34: 7, 35: 4 }, 'v')).toBe('v1.33.11, v1.34.7 and v1.35.4');
});
