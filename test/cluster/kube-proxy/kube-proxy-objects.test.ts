import { configurationOfObjects, KubeProxyObjects } from '../../../src/cluster/kube-proxy/kube-proxy-objects';
import { clusterOf } from '../../check/findings/findings';
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
  const source = new KubeProxyObjects();
  expect(source.offer(object)).toBe(true);
  expect(source.configuration).toMatchObject({ document: DOCUMENT, description });
  const located = new KubeProxyObjects();
  located.offer(object, SOURCE);
  expect(located.configuration!.description).toBe(`${description} (cm.yaml, line 1)`);
});

test.each<[string, Plain]>([
  ['a ConfigMap without a configuration', configMap('coredns', { 'config.conf': 'mode: nftables', 'README': 'See kubeproxy.config.k8s.io/v1alpha1: [' })],
  ['one of the EKS name with another key', configMap('kube-proxy-config', { 'other.conf': 'x' })],
  ['a ConfigMap of another group', configMap('kube-proxy', { 'config.conf': TEXT }, { apiVersion: 'example.com/v1' })],
  ['another kind', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'kube-proxy' } }],
  ['a configuration of another component', { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' }],
  ['the kind without its group', { apiVersion: 'v1', kind: 'KubeProxyConfiguration' }],
  ['a name that every object has', configMap('constructor', {})],
  ['nothing', {}],
])('%s is left alone', (_, object) => {
  const source = new KubeProxyObjects();
  expect([source.offer(object), source.configuration]).toEqual([false, undefined]);
});

test.each<[string, Plain]>([
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is missing: expected a KubeProxyConfiguration', configMap('kube-proxy', {})],
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is missing: expected a KubeProxyConfiguration', configMap('kube-proxy', undefined)],
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is missing: expected a KubeProxyConfiguration', configMap('kube-proxy', { 'config.conf': 5 })],
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is not a KubeProxyConfiguration', configMap('kube-proxy', { 'config.conf': 'mode: nftables' })],
  ['cm.yaml, line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is not a KubeProxyConfiguration', configMap('kube-proxy', { 'config.conf': '[]' })],
])('%s', (expected, object) => {
  expect(message(() => new KubeProxyObjects().offer(object, SOURCE))).toBe(expected);
});

test('broken YAML in a ConfigMap is an error that names ConfigMap, key and line', () => {
  expect(message(() => new KubeProxyObjects().offer(configMap('kube-proxy', { 'config.conf': 'mode: nftables\n  kind: x\n' }), SOURCE)))
    .toMatch(/^ConfigMap kube-system\/kube-proxy \(cm\.yaml, line 1\), config\.conf, line 2, column \d+: /);
});

test('two documents that differ are an error that names both', () => {
  const source = new KubeProxyObjects();
  source.offer(DOCUMENT, { toString: () => 'a.yaml, line 1' });
  source.offer(DOCUMENT, { toString: () => 'a copy' });
  expect(source.configuration!.description).toBe('KubeProxyConfiguration (a.yaml, line 1)');
  source.offer({ ...DOCUMENT, mode: 'ipvs' }, { toString: () => 'b.yaml, line 1' });
  expect(message(() => source.configuration)).toBe(
    'KubeProxyConfiguration (b.yaml, line 1): this is a second kube-proxy configuration, the first is KubeProxyConfiguration (a.yaml, line 1): expected one');
});

test('a ConfigMap is known by what it holds, whatever its name and key are', () => {
  const worker = configMap('kube-proxy-worker', { 'worker.conf': TEXT, 'kubeconfig.conf': 'x' });
  const several = lines(TEXT, '---', 'apiVersion: kubelet.config.k8s.io/v1beta1', 'kind: KubeletConfiguration');
  for (const object of [worker, configMap('node-config', { all: several }), configMap('kube-proxy', { 'kube-proxy.conf': TEXT })]) {
    const source = new KubeProxyObjects();
    source.offer(object);
    expect(source.configuration!.document).toEqual(DOCUMENT);
    expect(source.notes).toEqual([]);
  }
  expect(configurationOfObjects([{ object: worker }], 'x.yaml')).toMatchObject({ document: DOCUMENT, configMap: { key: 'worker.conf' } });
  expect(configurationOfObjects([{ object: { mode: 'ipvs' } }], 'x.yaml')).toEqual({ document: { mode: 'ipvs' }, description: 'x.yaml' });
  expect(message(() => configurationOfObjects([{ object: configMap('web', {}) }], 'x.yaml'))).toBe('x.yaml: holds neither a KubeProxyConfiguration nor a ConfigMap with one');
});

const POD = {
  containers: [{
    name: 'proxy',
    image: 'registry.k8s.io/kube-proxy:v1.36.3',
    command: ['/usr/local/bin/kube-proxy', '--config=/etc/kube-proxy/run.conf'],
    volumeMounts: [{ name: 'config', mountPath: '/etc/kube-proxy/' }],
  }],
  volumes: [{ name: 'config', configMap: { name: 'kube-proxy-worker', items: [{ key: 'worker.conf', path: 'run.conf' }] } }],
};

function daemonSetOf(podSpec: Plain, name = 'kube-proxy-worker'): Plain {
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { namespace: 'kube-system', name }, spec: { template: { metadata: { labels: {} }, spec: podSpec } } };
}

test.each([[0, 1, 2], [2, 1, 0], [1, 2, 0]])('of several the one that the DaemonSet mounts and names counts, and the others are named (order %i, %i, %i)', (...order) => {
  const objects = [
    configMap('kube-proxy', { 'config.conf': TEXT }), configMap('kube-proxy-worker', { 'worker.conf': TEXT.replace('nftables', 'ipvs') }), daemonSetOf(POD),
  ];
  const { kubeProxy } = clusterOf(order.map(i => objects[i]));
  expect(kubeProxy.configuration!.document.mode).toBe('ipvs');
  expect(kubeProxy.notes).toEqual(['the input has several kube-proxy configurations: ConfigMap kube-system/kube-proxy-worker is used, which DaemonSet kube-system/kube-proxy-worker '
    + 'mounts and names with --config, and not ConfigMap kube-system/kube-proxy']);
});

describe('the key that the DaemonSet names with --config', () => {
  const ipvs = TEXT.replace('nftables', 'ipvs');

  test.each<[string, Plain]>([
    ['before it', { 'a.conf': TEXT, 'worker.conf': ipvs }],
    ['behind it', { 'worker.conf': ipvs, 'z.conf': TEXT }],
    ['under the usual name', { 'config.conf': TEXT, 'worker.conf': ipvs }],
  ])('counts where another key holds a configuration %s', (_, data) => {
    const { kubeProxy } = clusterOf([configMap('kube-proxy-worker', data), daemonSetOf(POD)]);
    expect(kubeProxy.configuration).toMatchObject({ document: { mode: 'ipvs' }, configMap: { key: 'worker.conf' } });
    expect(kubeProxy.configuration!.notes ?? []).toEqual([]);
  });

  test.each<[string, Plain]>([['is missing', {}], ['holds something else', { 'worker.conf': 'a: b' }]])('is named with the one that does hold a configuration where it %s', (_, data) => {
    const { kubeProxy } = clusterOf([configMap('kube-proxy-worker', { ...data, 'proxy.yaml': ipvs }), daemonSetOf(POD)]);
    expect(kubeProxy.configuration).toMatchObject({ document: { mode: 'ipvs' }, configMap: { key: 'proxy.yaml' } });
    expect(kubeProxy.configuration!.notes).toEqual(['DaemonSet kube-system/kube-proxy-worker names the key "worker.conf" with --config, which does not hold a KubeProxyConfiguration; '
      + 'the key "proxy.yaml" does, and is used here']);
  });
});

test('without a DaemonSet the usual name comes before others, and what is for Windows last', () => {
  const windows = configMap('kube-proxy-windows', { 'config.conf': TEXT.replace('nftables', 'kernelspace') });
  const { kubeProxy } = clusterOf([windows, configMap('worker', { x: TEXT.replace('nftables', 'ipvs') }), configMap('kube-proxy', { 'config.conf': TEXT })]);
  expect(kubeProxy.configuration!.description).toBe('ConfigMap kube-system/kube-proxy');
  expect(kubeProxy.notes[0]).toMatch(/, which has the usual name, and not ConfigMap kube-system\/worker, ConfigMap kube-system\/kube-proxy-windows$/);
  expect(clusterOf([windows, configMap('worker', { x: TEXT })]).kubeProxy.configuration!.description).toBe('ConfigMap kube-system/worker');
});

test('a DaemonSet with flags and without --config reads no ConfigMap', () => {
  const flags = { containers: [{ ...POD.containers[0], command: ['kube-proxy', '--proxy-mode=nftables', '--cluster-cidr=10.244.0.0/16', '--bind-address=10.0.0.9', '--feature-gates=AllBeta=false,AllAlpha'] }] };
  const { kubeProxy } = clusterOf([configMap('kube-proxy', { 'config.conf': TEXT.replace('nftables', 'ipvs') }), daemonSetOf(flags)]);
  expect(kubeProxy.configuration).toMatchObject({
    document: { mode: 'nftables', clusterCIDR: '10.244.0.0/16', bindAddress: '10.0.0.9', featureGates: { AllBeta: false, AllAlpha: true } },
    description: 'the flags of DaemonSet kube-system/kube-proxy-worker',
  });
});

test.each([[0, 1], [1, 0]])('a ConfigMap of that name in another namespace counts only where kube-system has none (order %i, %i)', (...order) => {
  const elsewhere = configMap('kube-proxy', { 'config.conf': TEXT.replace('nftables', 'ipvs') }, { metadata: { name: 'kube-proxy', namespace: 'lab' } });
  const alone = new KubeProxyObjects();
  alone.offer(elsewhere);
  expect(alone.configuration!.description).toBe('ConfigMap lab/kube-proxy');
  const both = new KubeProxyObjects();
  for (const i of order) both.offer([elsewhere, configMap('kube-proxy', { 'config.conf': TEXT })][i]);
  expect(both.configuration).toMatchObject({ document: DOCUMENT, description: 'ConfigMap kube-system/kube-proxy' });
});
