import { InputError } from '../../src/base/errors';
import { clusterOf } from '../check/findings/findings';

const DOCUMENT = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n';
const configMap = (namespace: string, name: string, data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name }, data });

test.each([
  ['kubeadm\'s ConfigMap', [configMap('kube-system', 'kube-proxy', { 'config.conf': DOCUMENT })], { kind: 'ConfigMap', namespace: 'kube-system', name: 'kube-proxy' }],
  ['that of EKS', [configMap('kube-system', 'kube-proxy-config', { config: DOCUMENT })], { kind: 'ConfigMap', namespace: 'kube-system', name: 'kube-proxy-config' }],
  ['one in another namespace', [configMap('net', 'kube-proxy', { 'config.conf': DOCUMENT })], { kind: 'ConfigMap', namespace: 'net', name: 'kube-proxy' }],
  ['kube-system before another namespace', [
    configMap('kube-system', 'kube-proxy', { 'config.conf': DOCUMENT }), configMap('net', 'kube-proxy', { 'config.conf': DOCUMENT }),
  ].reverse(), { kind: 'ConfigMap', namespace: 'kube-system', name: 'kube-proxy' }],
  ['a document', [{ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' }], { kind: 'KubeProxyConfiguration', name: 'document' }],
])('the reference of kube-proxy\'s configuration: %s', (_, objects, expected) => {
  expect(clusterOf(objects).kubeProxyConfiguration?.reference).toMatchObject(expected);
});

test('no configuration, no reference', () => {
  expect(clusterOf([configMap('kube-system', 'kube-proxy-config', {})]).kubeProxyConfiguration?.reference).toBeUndefined();
});

test('kubeadm\'s ClusterConfiguration is read from its ConfigMap', () => {
  const kubeadm = (ClusterConfiguration?: string) => clusterOf([configMap('kube-system', 'kubeadm-config', { ClusterConfiguration })]);
  expect(kubeadm('kind: ClusterConfiguration\nproxy:\n  disabled: true\n').kubeadmClusterConfiguration).toEqual({ kind: 'ClusterConfiguration', proxy: { disabled: true } });
  expect(kubeadm().kubeadmClusterConfiguration).toBeUndefined();
  expect(kubeadm('- a').kubeadmClusterConfiguration).toBeUndefined();
  expect(clusterOf([]).kubeadmClusterConfiguration).toBeUndefined();
  expect(() => kubeadm('a: [').kubeadmClusterConfiguration).toThrow(InputError);
  expect(() => kubeadm('a: [').kubeadmClusterConfiguration).toThrow(/^ConfigMap kube-system\/kubeadm-config, ClusterConfiguration, line /);
});
