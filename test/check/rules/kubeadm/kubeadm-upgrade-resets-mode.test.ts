import { kubeadmUpgradeResetsMode } from '../../../../src/check/rules/kubeadm/kubeadm-upgrade-resets-mode';
import { daemonSet, found, kubeadm, summary } from '../../findings/findings';

const proxy = (tag: string) => daemonSet('kube-system/kube-proxy', `registry.k8s.io/kube-proxy:${tag}`);

test('non-compliant: a cluster of 1.29', () => {
  expect(summary(found(kubeadmUpgradeResetsMode, [kubeadm({ kubernetesVersion: 'v1.29.15' })]))).toEqual([{
    severity: 'warning',
    message: 'kubeadm of this version resets kube-proxy\'s mode if you upgrade with a configuration file that does not contain a '
      + 'KubeProxyConfiguration.',
    objects: ['ConfigMap kube-system/kubeadm-config: Kubernetes 1.29'],
  }]);
});

test('non-compliant: the image tells where kubeadm does not', () => {
  expect(found(kubeadmUpgradeResetsMode, [kubeadm({ kubernetesVersion: 'stable-1' }), proxy('v1.28.0')])).toHaveLength(1);
});

test('compliant: 1.30 and newer, no kubeadm, no version', () => {
  expect(found(kubeadmUpgradeResetsMode, [kubeadm({ kubernetesVersion: 'v1.30.0' }), proxy('v1.29.0')])).toEqual([]);
  expect(found(kubeadmUpgradeResetsMode, [proxy('v1.29.0')])).toEqual([]);
  expect(found(kubeadmUpgradeResetsMode, [kubeadm({})])).toEqual([]);
});
