import { kubeProxyDisabled } from '../../../../src/check/rules/kube-proxy/kube-proxy-disabled';
import { daemonSet, found, summary } from '../../findings/findings';

const selecting = (nodeSelector: object) => daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3', { spec: { nodeSelector } });

test.each(['non-calico', 'operator.tigera.io/disable-kube-proxy'])('non-compliant: %s', name => {
  expect(summary(found(kubeProxyDisabled, [selecting({ 'kubernetes.io/os': 'linux', [name]: 'true' })]))).toEqual([{
    severity: 'info',
    message: 'kube-proxy is switched off by its node selector, so the mode of its configuration is not in use.',
    objects: [`DaemonSet kube-system/kube-proxy: ${name}: "true"`],
  }]);
});

test('compliant: kubeadm\'s selector, another value, no DaemonSet', () => {
  expect(found(kubeProxyDisabled, [selecting({ 'kubernetes.io/os': 'linux' })])).toEqual([]);
  expect(found(kubeProxyDisabled, [selecting({ 'non-calico': 'false' })])).toEqual([]);
  expect(found(kubeProxyDisabled, [])).toEqual([]);
});
