import { kubeProxyManagedElsewhere } from '../../../../src/check/rules/kube-proxy/kube-proxy-managed-elsewhere';
import { Plain } from '../../../support/builders';
import { daemonSet, found, kubeProxy, summary } from '../../findings/findings';

const configMap = (metadata: Plain) => {
  const object = kubeProxy({ mode: 'ipvs' });
  return { ...object, metadata: { ...object.metadata, ...metadata } };
};
const proxy = (metadata: Plain) =>
  daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3', { metadata: { namespace: 'kube-system', name: 'kube-proxy', ...metadata } });

test('non-compliant: marks on both objects', () => {
  expect(summary(found(kubeProxyManagedElsewhere, [
    configMap({ labels: { 'app': 'kube-proxy', 'kustomize.toolkit.fluxcd.io/name': 'system' }, annotations: { 'argocd.argoproj.io/tracking-id': 'app:/ConfigMap:kube-system/kube-proxy' } }),
    proxy({ labels: { 'k8s-app': 'kube-proxy', 'addonmanager.kubernetes.io/mode': 'Reconcile' } }),
  ]))).toEqual([{
    severity: 'warning',
    message: 'Another tool manages this object and reverts manual changes.',
    objects: [
      'ConfigMap kube-system/kube-proxy: label kustomize.toolkit.fluxcd.io/name: system, annotation argocd.argoproj.io/tracking-id: '
        + 'app:/ConfigMap:kube-system/kube-proxy',
      'DaemonSet kube-system/kube-proxy: label addonmanager.kubernetes.io/mode: Reconcile',
    ],
  }]);
});

test.each([
  [{ labels: { 'app.kubernetes.io/managed-by': 'Helm' } }],
  [{ labels: { 'argocd.argoproj.io/instance': 'system' } }],
  [{ labels: { 'helm.toolkit.fluxcd.io/name': 'proxy' } }],
  [{ annotations: { 'meta.helm.sh/release-name': 'proxy' } }],
])('non-compliant: %j', metadata => {
  expect(found(kubeProxyManagedElsewhere, [proxy(metadata)])).toHaveLength(1);
  expect(found(kubeProxyManagedElsewhere, [configMap(metadata)])).toHaveLength(1);
});

test('compliant: kubeadm\'s own marks', () => {
  expect(found(kubeProxyManagedElsewhere, [
    configMap({ labels: { app: 'kube-proxy' }, annotations: { 'kubeadm.kubernetes.io/component-config.hash': 'sha256:0' } }), proxy({ labels: { 'k8s-app': 'kube-proxy' } }),
  ])).toEqual([]);
});
