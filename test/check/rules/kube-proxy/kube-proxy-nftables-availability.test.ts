import { kubeProxyNftablesAvailability } from '../../../../src/check/rules/kube-proxy/kube-proxy-nftables-availability';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each([
  ['1.28', 'blocker', 'The target version of kube-proxy does not have nftables mode, which exists from 1.29.'],
  ['1.29', 'warning', 'nftables mode is alpha in the target version and off by default.'],
  ['1.30', 'warning', 'nftables mode is alpha in the target version and off by default.'],
  ['1.31', 'warning', 'nftables mode is beta in the target version, and some of its bugs are not fixed there.'],
  ['1.32', 'warning', 'nftables mode is beta in the target version, and some of its bugs are not fixed there.'],
])('non-compliant: target %s', (target, severity, message) => {
  expect(summary(found(kubeProxyNftablesAvailability, [kubeProxy({ mode: 'ipvs' })], target))).toEqual([{ severity, message, objects: ['ConfigMap kube-system/kube-proxy'] }]);
});

test('the alpha versions need the feature gate', () => {
  expect(found(kubeProxyNftablesAvailability, [], '1.30')[0].remediation).toContain('NFTablesProxyMode: true');
});

test('compliant: from 1.33 on', () => {
  expect(found(kubeProxyNftablesAvailability, [kubeProxy({ mode: 'ipvs' })], '1.33')).toEqual([]);
});
