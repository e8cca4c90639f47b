import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { load, loadAll } from 'js-yaml';
import { LocalDetector } from '../../../src/constructs/kube-proxy/local-detector';
import { NftablesKubeProxy } from '../../../src/constructs/kube-proxy/nftables-kube-proxy';
import { NftablesKubeProxyProps } from '../../../src/constructs/kube-proxy/nftables-kube-proxy-props';
import { ProxyMode } from '../../../src/programs/kube-proxy/proxy-mode';

const fixture = (path: string) => readFileSync(join(__dirname, '../../fixtures', path), 'utf8');
const matchesSchema = new Ajv({ strict: false }).compile(JSON.parse(fixture('schemas/kubeproxy-v1alpha1.json')));

const ENDPOINT = 'https://k8s.example.internal:6443';
const KUBEADMS: NftablesKubeProxyProps = {
  kubernetesVersion: '1.36.3',
  localDetector: LocalDetector.clusterCidr('10.244.0.0/16'),
  iptables: { masqueradeAll: true },
  ipvs: { scheduler: 'lc', excludeCidrs: ['10.77.0.0/16'], strictArp: true },
  addon: { controlPlaneEndpoint: ENDPOINT },
};

const chart = (namespace?: string) => new Chart(new App(), 'test', { namespace });
const make = (props: Partial<NftablesKubeProxyProps> = {}, scope = chart()) => new NftablesKubeProxy(scope, 'kube-proxy', { kubernetesVersion: '1.36', ...props });
const synth = (proxy: NftablesKubeProxy): any[] => Testing.synth(Chart.of(proxy));
const byKind = (objects: any[]) => Object.fromEntries(objects.map(object => [object.kind, object]));
const checksum = (proxy: NftablesKubeProxy) => proxy.daemonSet!.toJson().spec.template.metadata.annotations['cdk8s-nftables/config-checksum'];

test('the ConfigMap alone', () => {
  expect(synth(make({
    localDetector: LocalDetector.clusterCidr('10.244.0.0/16', 'fd00:10:244::/56'),
    nodePortAddresses: ['primary'],
    nftables: { masqueradeAll: true, masqueradeBit: 14, syncPeriod: Duration.seconds(30), minSyncPeriod: Duration.seconds(1) },
  }))).toMatchSnapshot();
});

test('the whole add-on', () => {
  expect(synth(make({ ...KUBEADMS, ipvs: undefined }))).toMatchSnapshot();
});

describe('kubeadm\'s add-on', () => {
  const kubeadms: any[] = loadAll(fixture('cluster/kubeadm-addon.yaml')).filter(object => object);

  test.each([
    [ProxyMode.IPVS, 'IPVS mode is deprecated from Kubernetes 1.35, off by default from 1.40 and removed in 1.43 (KEP-5495)'],
    [ProxyMode.IPTABLES, undefined],
    [ProxyMode.NFTABLES, undefined],
  ])('is equal in %s mode but for the mode and the annotations', (mode, notice) => {
    const proxy = make({ ...KUBEADMS, mode });
    const expected = structuredClone(kubeadms);
    const { ConfigMap, DaemonSet } = byKind(expected);
    ConfigMap.data['config.conf'] = ConfigMap.data['config.conf'].replace(/^mode: ipvs$/m, `mode: ${mode}`);
    if (notice !== undefined) ConfigMap.metadata.annotations = { 'cdk8s-nftables/notice': notice };
    DaemonSet.spec.template.metadata.annotations = { 'cdk8s-nftables/config-checksum': checksum(proxy) };
    expect(synth(proxy)).toEqual(expected);
  });
});

describe('configuration', () => {
  test('config.conf matches the schema of the upstream type, and is what the accessors answer', () => {
    const proxy = make(KUBEADMS);
    expect(proxy.configMap.toJson().data['config.conf']).toBe(proxy.configurationText);
    expect(load(proxy.configurationText)).toEqual(proxy.configuration);
    expect(matchesSchema(load(proxy.configurationText))).toBe(true);
    expect(proxy.configuration).toMatchObject({ mode: 'nftables', clusterCIDR: '10.244.0.0/16', detectLocalMode: '' });
  });

  test('is a copy', () => {
    const proxy = make();
    proxy.configuration.mode = 'ipvs';
    proxy.notices.push('x');
    expect(proxy.configuration.mode).toBe('nftables');
    expect(proxy.notices).toEqual([]);
  });

  test('extraConfiguration is merged last: objects field by field, anything else as a whole', () => {
    const { configuration } = make({
      nftables: { masqueradeAll: true },
      nodePortAddresses: ['10.0.0.0/8', 'fd00::/8'],
      extraConfiguration: { nftables: { masqueradeBit: 15 }, nodePortAddresses: ['10.0.0.0/8'], winkernel: { networkName: 'x' }, mode: 'iptables' },
    });
    expect(configuration).toMatchObject({
      nftables: { masqueradeAll: true, masqueradeBit: 15 },
      nodePortAddresses: ['10.0.0.0/8'],
      winkernel: { networkName: 'x' },
      mode: 'iptables',
    });
  });
});

describe('metadata', () => {
  test('the chart\'s namespace is not used, and cluster-scoped objects get none', () => {
    const objects = synth(make(KUBEADMS, chart('elsewhere')));
    expect(objects.map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
      ['ServiceAccount', 'kube-system'],
      ['ClusterRoleBinding', undefined],
      ['Role', 'kube-system'],
      ['RoleBinding', 'kube-system'],
      ['ConfigMap', 'kube-system'],
      ['DaemonSet', 'kube-system'],
    ]);
  });

  test('names, namespace, labels and annotations can be overridden, and references follow', () => {
    const proxy = make({
      ...KUBEADMS,
      mode: ProxyMode.IPVS,
      metadata: { name: 'kube-proxy-canary', namespace: 'proxies', labels: { team: 'net' }, annotations: { a: 'b' }, finalizers: ['x/y'] },
      addon: {
        controlPlaneEndpoint: ENDPOINT,
        image: 'mirror.example/kube-proxy@sha256:0123',
        serviceAccountName: 'proxier',
        clusterRoleBindingName: 'canary:node-proxier',
        bootstrapTokenGroup: 'system:bootstrappers:canary',
        nodeSelector: { pool: 'canary' },
        daemonSetMetadata: { name: 'canary', labels: { team: 'net' }, annotations: { c: 'd' } },
      },
    });
    expect(proxy.name).toBe('kube-proxy-canary');
    const { ServiceAccount, ClusterRoleBinding, Role, RoleBinding, ConfigMap, DaemonSet } = byKind(synth(proxy));
    expect(ConfigMap.metadata).toEqual({
      name: 'kube-proxy-canary',
      namespace: 'proxies',
      labels: { app: 'kube-proxy', team: 'net' },
      annotations: { 'a': 'b', 'cdk8s-nftables/notice': proxy.notices.join('\n') },
      finalizers: ['x/y'],
    });
    expect(ServiceAccount.metadata).toEqual({ name: 'proxier', namespace: 'proxies' });
    expect(ClusterRoleBinding.metadata).toEqual({ name: 'canary:node-proxier' });
    expect(ClusterRoleBinding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'proxier', namespace: 'proxies' }]);
    expect(Role.metadata).toEqual({ name: 'kube-proxy-canary', namespace: 'proxies' });
    expect(Role.rules[0].resourceNames).toEqual(['kube-proxy-canary']);
    expect(RoleBinding.metadata).toEqual({ name: 'kube-proxy-canary', namespace: 'proxies' });
    expect(RoleBinding.roleRef.name).toBe('kube-proxy-canary');
    expect(RoleBinding.subjects).toEqual([{ kind: 'Group', name: 'system:bootstrappers:canary' }]);
    expect(DaemonSet.metadata).toEqual({ name: 'canary', namespace: 'proxies', labels: { 'k8s-app': 'kube-proxy', 'team': 'net' }, annotations: { c: 'd' } });
    expect(DaemonSet.spec.selector.matchLabels).toEqual({ 'k8s-app': 'kube-proxy' });
    const pod = DaemonSet.spec.template.spec;
    expect(pod.serviceAccountName).toBe('proxier');
    expect(pod.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', 'pool': 'canary' });
    expect(pod.volumes[0]).toEqual({ name: 'kube-proxy', configMap: { name: 'kube-proxy-canary' } });
    expect(pod.containers[0].image).toBe('mirror.example/kube-proxy@sha256:0123');
  });

  test('the ConfigMap is the construct\'s API object', () => {
    const proxy = make();
    expect(ApiObject.of(proxy)).toBe(proxy.configMap);
    expect(proxy.daemonSet).toBeUndefined();
    expect(proxy.name).toBe('kube-proxy');
  });
});

test.each([
  ['1.36.3', undefined, 'registry.k8s.io/kube-proxy:v1.36.3'],
  ['v1.37.0-rc.1', undefined, 'registry.k8s.io/kube-proxy:v1.37.0-rc.1'],
  ['v1.36.3+build.5', 'mirror.example/k8s', 'mirror.example/k8s/kube-proxy:v1.36.3_build.5'],
])('the image of %s from %s is %s', (kubernetesVersion, imageRepository, image) => {
  const proxy = make({ kubernetesVersion, addon: { controlPlaneEndpoint: ENDPOINT, imageRepository } });
  expect(proxy.daemonSet!.toJson().spec.template.spec.containers[0].image).toBe(image);
});

describe('checksum', () => {
  const base = checksum(make(KUBEADMS));

  test('is a SHA-256, and the same for the same data', () => {
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum(make(KUBEADMS))).toBe(base);
  });

  test('stays with everything that is not in the ConfigMap\'s data', () => {
    expect(checksum(make({ ...KUBEADMS, kubernetesVersion: '1.36.2', metadata: { name: 'other', labels: { a: 'b' } } }, chart('elsewhere')))).toBe(base);
  });

  test.each([
    ['the configuration', { ...KUBEADMS, nftables: { masqueradeAll: true } }],
    ['the kubeconfig', { ...KUBEADMS, addon: { controlPlaneEndpoint: 'https://other.example:6443' } }],
  ])('changes with %s', (_, props) => {
    expect(checksum(make(props))).not.toBe(base);
  });

  test('changes with a JSON patch of the ConfigMap', () => {
    const proxy = make(KUBEADMS);
    proxy.configMap.addJsonPatch(JsonPatch.replace('/data/config.conf', 'mode: nftables'));
    expect(checksum(proxy)).not.toBe(base);
  });
});
