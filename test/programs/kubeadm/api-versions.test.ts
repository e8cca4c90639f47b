import { apiVersionNotice, apiVersionProblem, defaultApiVersion } from '../../../src/programs/kubeadm/api-versions';

test.each([
  [21, undefined], [22, 'v1beta3'], [28, 'v1beta3'], [30, 'v1beta3'], [31, 'v1beta4'], [36, 'v1beta4'], [38, 'v1beta4'],
])('1.%i has %s by default', (minor, version) => {
  expect(defaultApiVersion(minor)).toBe(version);
});

test.each([
  ['v1beta3', 30, undefined],
  ['v1beta3', 36, undefined],
  ['v1beta3', 37, 'v1beta3 was removed in Kubernetes 1.37: expected v1beta4'],
  ['v1beta4', 30, 'kubeadm reads v1beta4 from Kubernetes 1.31 on, before that as an experiment at most: expected v1beta3'],
  ['v1beta4', 31, undefined],
  ['v1', 38, '"v1" is not a version of kubeadm\'s API: expected "v1beta3" or "v1beta4"'],
])('%s in 1.%i: %s', (version, minor, problem) => {
  expect(apiVersionProblem(version, minor)).toBe(problem);
});

test('v1beta3 is deprecated where there is v1beta4', () => {
  expect(apiVersionNotice('v1beta3', 30)).toBeUndefined();
  expect(apiVersionNotice('v1beta3', 31)).toBe('kubeadm\'s v1beta3 is deprecated from Kubernetes 1.31 and removed in 1.37');
  expect(apiVersionNotice('v1beta4', 36)).toBeUndefined();
});
