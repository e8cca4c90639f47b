import { ipvsDeprecation } from '../../../../src/check/rules/kube-proxy/ipvs-deprecation';
import { found, kubeProxy, summary } from '../../findings/findings';

const DEPRECATED = (version: string) => `IPVS mode is deprecated in kube-proxy ${version}, off by default from 1.40, and removed in 1.43.`;
const OFF = (version: string) => `In kube-proxy ${version} IPVS mode is off, so it exits with this configuration.`;

test.each([
  ['1.34', {}, 'info', 'IPVS mode is deprecated from 1.35, off by default from 1.40, and removed in 1.43.'],
  ['1.35', {}, 'warning', DEPRECATED('1.35')],
  ['1.39', {}, 'warning', DEPRECATED('1.39')],
  ['1.36', { KubeProxyIPVS: false }, 'warning', DEPRECATED('1.36')],
  ['1.37', { KubeProxyIPVS: false }, 'blocker', OFF('1.37')],
  ['1.40', {}, 'blocker', OFF('1.40')],
  ['1.40', { KubeProxyIPVS: true }, 'warning', DEPRECATED('1.40')],
  ['1.42', { KubeProxyIPVS: true }, 'warning', DEPRECATED('1.42')],
  ['1.43', { KubeProxyIPVS: true }, 'blocker', 'kube-proxy 1.43 does not have IPVS mode and exits with this configuration.'],
])('non-compliant: target %s, gates %j', (target, featureGates, severity, message) => {
  expect(summary(found(ipvsDeprecation, [kubeProxy({ mode: 'ipvs', featureGates })], target))).toEqual([
    { severity, message, objects: ['ConfigMap kube-system/kube-proxy'] },
  ]);
});

test('compliant: other modes', () => {
  expect(found(ipvsDeprecation, [kubeProxy({ mode: 'iptables' })], '1.43')).toEqual([]);
});

test.each([
  ['1.36', undefined],
  ['1.39', undefined],
  ['1.40', 'Migrate to nftables mode before the cluster reaches 1.43. Until then the feature gate KubeProxyIPVS: true keeps IPVS mode.'],
  ['1.43', 'Migrate to nftables mode before kube-proxy is upgraded to this version.'],
])('what is past is no advice: target %s', (target, remediation) => {
  const [{ remediation: advice }] = found(ipvsDeprecation, [kubeProxy({ mode: 'ipvs' })], target);
  expect(advice).toBe(remediation ?? 'Migrate to nftables mode before the cluster reaches 1.40.');
});
