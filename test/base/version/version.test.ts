import { kubernetesVersion, parseKubernetesVersion } from '../../../src/base/version/kubernetes-version';
import { isBefore, leadingVersion, minorTextOf, parseVersion, versionText } from '../../../src/base/version/version';

test.each([
  ['1.36', { major: 1, minor: 36 }, '1.36'],
  ['v1.36', { major: 1, minor: 36 }, '1.36'],
  [' 1.36 ', { major: 1, minor: 36 }, '1.36'],
  ['1.36\n', { major: 1, minor: 36 }, '1.36'],
  ['v1.36.3+k3s1', { major: 1, minor: 36, patch: 3 }, '1.36.3'],
  ['1.37.0-beta.0', { major: 1, minor: 37, patch: 0 }, '1.37.0'],
])('%j is a version', (text, version, whole) => {
  expect(parseVersion(text, 1)).toEqual(version);
  expect(versionText(version)).toBe(whole);
  expect(minorTextOf(version)).toBe(`1.${version.minor}`);
});

test.each(['', '1', '1.036', '01.36', '1.36.03', '1.36.', '1.36-rc.1', '1.36.3 +k3s1', '2.36', '1. 36', 'v v1.36', 'latest', '1.36.3\n1.37', 1.36, null, undefined])(
  '%j is no version of Kubernetes', text => {
    expect(parseVersion(text, 1)).toBeUndefined();
    expect(() => kubernetesVersion(text, 'target version')).toThrow(
      `target version: ${text === undefined ? 'undefined' : JSON.stringify(text)} is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"`);
  });

test('a Kubernetes version keeps what its release is called', () => {
  expect(parseKubernetesVersion(' 1.36.3+rke2r1 ')).toEqual({ minor: 36, minorText: '1.36', full: 'v1.36.3+rke2r1' });
  expect(parseKubernetesVersion('1.36')).toEqual({ minor: 36, minorText: '1.36', full: undefined });
});

test.each([
  ['v1.23.0-eksbuild.1', { major: 1, minor: 23, patch: 0 }],
  ['5.15.0-122-generic', { major: 5, minor: 15, patch: 0 }],
  ['3.31', { major: 3, minor: 31 }],
  ['latest', undefined],
  ['', undefined],
])('a text of another program may begin with one: %s', (text, version) => {
  expect(leadingVersion(text)).toEqual(version);
});

test('an unknown patch comes neither before nor after a known one', () => {
  expect(isBefore({ major: 1, minor: 33 }, 1, 33, 6)).toBeUndefined();
  expect(isBefore({ major: 1, minor: 33 }, 1, 34, 6)).toBe(true);
  expect(isBefore(undefined, 1, 33)).toBeUndefined();
});
