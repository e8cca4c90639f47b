import { ConfigurationSource } from '../../../src/cluster/kube-proxy/configuration-source';
import { lines, message } from '../../input/objects';
import { Plain } from '../../support/builders';

const DOCUMENT = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode: 'nftables' };
const TEXT = lines('apiVersion: kubeproxy.config.k8s.io/v1alpha1', 'kind: KubeProxyConfiguration', 'mode: nftables');
const SOURCE = { toString: () => 'cm.yaml, line 1' };

function configMap(name: string, data: unknown, more: Plain = {}): Plain {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-system' }, data, ...more };
}

test.each<[string, Plain, string]>([
  ['a document', DOCUMENT, 'KubeProxyConfiguration'],
  ['kubeadm\'s ConfigMap', configMap('kube-proxy', { 'config.conf': TEXT, 'kubeconfig.conf': 'x' }), 'ConfigMap kube-system/kube-proxy'],
  ['EKS\'s ConfigMap', configMap('kube-proxy-config', { config: TEXT }), 'ConfigMap kube-system/kube-proxy-config'],
])('%s', (_, object, description) => {
  const source = new ConfigurationSource();
  expect(source.offer(object)).toBe(true);
  expect(source.configuration).toMatchObject({ document: DOCUMENT, description });
  const located = new ConfigurationSource();
  located.offer(object, SOURCE);
  expect(located.configuration!.description).toBe(`${description} (cm.yaml, line 1)`);
});

test.each<[string, Plain]>([
  ['a ConfigMap of another name', configMap('coredns', { 'config.conf': TEXT })],
  ['one of the EKS name with another key', configMap('kube-proxy-config', { 'other.conf': 'x' })],
  ['a ConfigMap of another group', configMap('kube-proxy', { 'config.conf': TEXT }, { apiVersion: 'example.com/v1' })],
  ['another kind', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'kube-proxy' } }],
  ['a configuration of another component', { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' }],
  ['the kind without its group', { apiVersion: 'v1', kind: 'KubeProxyConfiguration' }],
  ['a name that every object has', configMap('constructor', {})],
  ['nothing', {}],
])('%s is left alone', (_, object) => {
  const source = new ConfigurationSource();
  expect([source.offer(object), source.configuration]).toEqual([false, undefined]);
});

test.each<[string, Plain]>([
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is missing: expected a KubeProxyConfiguration', configMap('kube-proxy', {})],
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is missing: expected a KubeProxyConfiguration', configMap('kube-proxy', undefined)],
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is missing: expected a KubeProxyConfiguration', configMap('kube-proxy', { 'config.conf': 5 })],
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is no KubeProxyConfiguration', configMap('kube-proxy', { 'config.conf': 'mode: nftables' })],
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is no KubeProxyConfiguration', configMap('kube-proxy', { 'config.conf': '[]' })],
])('%s', (expected, object) => {
  expect(message(() => new ConfigurationSource().offer(object, SOURCE))).toBe(expected);
});

test('broken YAML in a ConfigMap is an error that names ConfigMap, key and line', () => {
  expect(message(() => new ConfigurationSource().offer(configMap('kube-proxy', { 'config.conf': 'mode: nftables\n  kind: x\n' }), SOURCE)))
    .toMatch(/^ConfigMap kube-system\/kube-proxy \(cm\.yaml, line 1\), config\.conf, line 2, column \d+: /);
});

test('a second configuration is an error that names both', () => {
  const source = new ConfigurationSource();
  source.offer(DOCUMENT, { toString: () => 'a.yaml, line 1' });
  expect(message(() => source.offer(configMap('kube-proxy', { 'config.conf': TEXT }), SOURCE))).toBe(
    'ConfigMap kube-system/kube-proxy (cm.yaml, line 1): this is a second kube-proxy configuration, the first is KubeProxyConfiguration (a.yaml, line 1): expected one');
});

test.each([[0, 1], [1, 0]])('a ConfigMap of that name in another namespace counts only where kube-system has none (order %i, %i)', (...order) => {
  const elsewhere = configMap('kube-proxy', { 'config.conf': TEXT.replace('nftables', 'ipvs') }, { metadata: { name: 'kube-proxy', namespace: 'lab' } });
  const alone = new ConfigurationSource();
  alone.offer(elsewhere);
  expect(alone.configuration!.description).toBe('ConfigMap lab/kube-proxy');
  const both = new ConfigurationSource();
  for (const i of order) both.offer([elsewhere, configMap('kube-proxy', { 'config.conf': TEXT })][i]);
  expect(both.configuration).toMatchObject({ document: DOCUMENT, description: 'ConfigMap kube-system/kube-proxy' });
});

test('kubeadm fills the podSubnet in where a document beside its ClusterConfiguration has no clusterCIDR', () => {
  const document = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode: 'nftables' };
  const cluster = { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', networking: { podSubnet: '10.244.0.0/16' } };
  const of = (...objects: object[]) => {
    const source = new ConfigurationSource();
    for (const object of objects) source.offer(object as any);
    return source.configuration;
  };
  const note = 'clusterCIDR is 10.244.0.0/16, the podSubnet of the ClusterConfiguration beside it, as kubeadm fills it in';
  for (const objects of [[cluster, document], [document, cluster]]) {
    expect(of(...objects)).toMatchObject({ document: { ...document, clusterCIDR: '10.244.0.0/16' }, description: 'KubeProxyConfiguration', notes: [note] });
  }
  expect(of({ ...document, clusterCIDR: '10.0.0.0/8' }, cluster)!.document.clusterCIDR).toBe('10.0.0.0/8');
  expect(of(cluster)).toBeUndefined();
  const ofCluster = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'kube-system', name: 'kube-proxy' }, data: { 'config.conf': JSON.stringify(document) } };
  expect(of(ofCluster, cluster)!.document).toEqual(document);
});
