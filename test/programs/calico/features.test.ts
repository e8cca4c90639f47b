import { minorTextOf } from '../../../src/base/version/version';
import { calicoRelease, operatorProblem, readCalicoRelease } from '../../../src/programs/calico/features';
import { orderBack, orderToNftables } from '../../../src/programs/calico/switch-order';

test.each([
  ['3.29', '1.36', 'tech preview', 'kube-proxy', ['Disabled', 'Enabled'], true, false],
  ['v3.30.7', '1.38', 'tech preview', 'kube-proxy', ['Disabled', 'Enabled'], true, false],
  ['v3.31.0-0.dev', '1.40', 'GA', 'kube-proxy', ['Disabled', 'Enabled'], false, true],
  ['3.32', '1.42', 'GA', 'Calico', ['Auto', 'Disabled', 'Enabled'], false, true],
  ['3.33.0', '1.44', 'GA', 'Calico', ['Auto', 'Disabled', 'Enabled'], false, true],
  ['3.40', '1.44', 'GA', 'Calico', ['Auto', 'Disabled', 'Enabled'], false, true],
])('Calico %s is installed by operator %s', (version, operator, nftables, first, felixModes, refusesPolicySetupTimeout, cleansOldRules) => {
  const release = calicoRelease(version);
  expect(minorTextOf(release.operator)).toBe(operator);
  expect(release.features).toMatchObject({ nftables, first, felixModes, refusesPolicySetupTimeout, cleansOldRules });
});

test.each([
  ['3', '"3" is no Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"'],
  ['1.40', '"1.40" is no Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"'],
  ['3.31.x', '"3.31.x" is no Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"'],
  ['v3.28.4', 'Calico 3.28 is older than 3.29, the oldest that is known here: the nftables data plane exists from then on (tech preview), and is GA from 3.31'],
])('%s is refused', (version, message) => {
  expect(() => calicoRelease(version)).toThrow(new Error(message));
});

test.each([
  ['3.32', '1.43', '1.43', undefined],
  ['3.32', 'v1.42.4', '1.42', undefined],
  ['3.32', '1.40', '1.40', 'operator 1.40 does not install Calico 3.32: expected 1.42 or 1.43'],
  ['3.31', '40', '1.40', '"40" is no version of the Tigera operator: expected a minor or a full version, as in "1.40" or "v1.40.4"'],
  // Not known here, so nothing is said of it.
  ['3.34', '1.46', '1.46', undefined],
])('Calico %s with operator %s', (version, operator, minorText, problem) => {
  const release = readCalicoRelease(version, operator);
  if (typeof release === 'string') throw new Error(release);
  expect(minorTextOf(release.operator)).toBe(minorText);
  expect(operatorProblem(operator, release)).toBe(problem);
});

test('the order to nftables mode changes with 3.32, and kube-proxy goes back first in all', () => {
  const { features: before } = calicoRelease('3.31');
  const { features: after } = calicoRelease('3.32');
  expect([orderToNftables(before).first, orderToNftables(after).first]).toEqual(['kube-proxy', 'Calico']);
  expect([orderBack(before).first, orderBack(after).first]).toEqual(['kube-proxy', 'kube-proxy']);
  expect(orderToNftables(before).text).toMatch(/^Switch kube-proxy to nftables mode first and Calico immediately after it: /);
  expect(orderToNftables(after).text).toMatch(/^Patch Calico first, then switch kube-proxy to nftables mode: /);
});
