import { kubeadmProxyDisabled } from '../../../../src/check/rules/kubeadm/kubeadm-proxy-disabled';
import { found, kubeadm, summary } from '../../findings/findings';

test('non-compliant: proxy.disabled', () => {
  expect(summary(found(kubeadmProxyDisabled, [kubeadm({ proxy: { disabled: true } })]))).toEqual([{
    severity: 'info',
    message: 'kubeadm\'s configuration sets proxy.disabled: kubeadm neither installs kube-proxy nor recreates it during an upgrade.',
    objects: ['ConfigMap kube-system/kubeadm-config: ClusterConfiguration proxy.disabled: true'],
  }]);
});

test('compliant: kube-proxy is kubeadm\'s, or there is no kubeadm', () => {
  expect(found(kubeadmProxyDisabled, [kubeadm({ proxy: {} })])).toEqual([]);
  expect(found(kubeadmProxyDisabled, [kubeadm({ proxy: { disabled: false } })])).toEqual([]);
  expect(found(kubeadmProxyDisabled, [kubeadm({})])).toEqual([]);
  expect(found(kubeadmProxyDisabled, [])).toEqual([]);
});
