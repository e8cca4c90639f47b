import { SUPPORTED_MINORS, supportedMinor } from '../../../src/dataplane/versions/kube-proxy-version';
import { message } from '../../input/objects';

test('the minors of nftables mode since beta are supported', () => {
  expect(SUPPORTED_MINORS).toEqual(['1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37']);
});

test.each([
  ['1.36', '1.36'], ['v1.36', '1.36'], ['1.36.3', '1.36'], ['v1.36.0', '1.36'], ['v1.31.14+k3s1', '1.31'], ['1.37.0-rc.1', '1.37'], ['v1.33.5-eks-1a2b3c4', '1.33'],
  ['v1.34.1-gke.1431000', '1.34'], [' 1.36\n', '1.36'],
])('%j is %s', (version, minor) => {
  expect(supportedMinor(version)).toBe(minor);
});

test.each(['1.30', '1.38', '1.3', '1.310'])('%s is not supported', version => {
  expect(message(() => supportedMinor(version)))
    .toBe(`Kubernetes ${version} is not supported: the rulesets of 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37 are known`);
});

test('the error about a patch release names its minor', () => {
  expect(message(() => supportedMinor('v1.30.5'))).toBe('Kubernetes 1.30 is not supported: the rulesets of 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37 are known');
});

test.each(['', 'latest', '2.36', '0.36', '01.36', '1.036', '1', '1.', '1.36.', '1.36.x', '1.36-3', 'x1.36', '1.36 or so', '1,36', '1.36.3\n-rc', 'vv1.36', '"1.36"'])('%j is no version', version => {
  expect(message(() => supportedMinor(version))).toBe(`${JSON.stringify(version)} is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"`);
});
