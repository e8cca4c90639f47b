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
    expect(DaemonSet.metadata).toEqual({ name: 'canary', namespace: 'proxies', labels: { 'k8s-app': 'canary', 'team': 'net' }, annotations: { c: 'd' } });
    expect(DaemonSet.spec.selector.matchLabels).toEqual({ 'k8s-app': 'canary' });
    expect(DaemonSet.spec.template.metadata.labels).toEqual({ 'k8s-app': 'canary' });
    const pod = DaemonSet.spec.template.spec;
    expect(pod.serviceAccountName).toBe('proxier');
    expect(pod.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', 'pool': 'canary' });
    expect(pod.volumes[0]).toEqual({ name: 'kube-proxy', configMap: { name: 'kube-proxy-canary' } });
    expect(pod.containers[0].image).toBe('mirror.example/kube-proxy@sha256:0123');
  });

  test('a second kube-proxy has names of its own, which its ConfigMap\'s decides', () => {
    const both = Testing.chart();
    new NftablesKubeProxy(both, 'first', { ...KUBEADMS, addon: { controlPlaneEndpoint: ENDPOINT } });
    new NftablesKubeProxy(both, 'second', { ...KUBEADMS, metadata: { name: 'kube-proxy-nft' }, addon: { controlPlaneEndpoint: ENDPOINT } });
    const objects = Testing.synth(both);
    expect(objects.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'ServiceAccount kube-proxy', 'ClusterRoleBinding kubeadm:node-proxier', 'Role kube-proxy', 'RoleBinding kube-proxy', 'ConfigMap kube-proxy', 'DaemonSet kube-proxy',
      'ServiceAccount kube-proxy-nft', 'ClusterRoleBinding kubeadm:node-proxier:kube-proxy-nft', 'Role kube-proxy-nft', 'RoleBinding kube-proxy-nft', 'ConfigMap kube-proxy-nft',
      'DaemonSet kube-proxy-nft',
    ]);
    const selectors = objects.filter(({ kind }) => kind === 'DaemonSet').map(({ spec }) => spec.selector.matchLabels);
    expect(selectors).toEqual([{ 'k8s-app': 'kube-proxy' }, { 'k8s-app': 'kube-proxy-nft' }]);
    expect(objects.at(-1).spec.template.spec.serviceAccountName).toBe('kube-proxy-nft');
  });

  test('EKS\'s ConfigMap is that of the DaemonSet kube-proxy', () => {
    const proxy = make({ ...KUBEADMS, metadata: { name: 'kube-proxy-config' }, addon: { controlPlaneEndpoint: ENDPOINT } });
    expect(proxy.daemonSet!.name).toBe('kube-proxy');
  });

  test.each([
    [{}, {}, 'ServiceAccount kube-system/kube-proxy'],
    [{ metadata: { name: 'other' } }, { serviceAccountName: 'kube-proxy' }, 'ServiceAccount kube-system/kube-proxy'],
    [{ metadata: { name: 'other' } }, { daemonSetMetadata: { name: 'kube-proxy' } }, 'DaemonSet kube-system/kube-proxy'],
    [{ metadata: { name: 'other' } }, { clusterRoleBindingName: 'kubeadm:node-proxier' }, 'ClusterRoleBinding kubeadm:node-proxier'],
  ])('two of a chart may not make one object: %j, %j', (props, addon, repeated) => {
    const both = Testing.chart();
    new NftablesKubeProxy(both, 'first', { ...KUBEADMS, addon: { controlPlaneEndpoint: ENDPOINT } });
    const second = () => new NftablesKubeProxy(both, 'second', { ...KUBEADMS, ...props, addon: { controlPlaneEndpoint: ENDPOINT, ...addon } });
    expect(second).toThrow(`test/second: ${repeated} is that of test/first as well: expected another metadata.name`);
  });

  const NAME = 'expected at most 253 lowercase letters, digits, "-" and ".", beginning and ending with a letter or digit, for example "kube-proxy"';
  const addonOf = (addon: object) => ({ addon: { controlPlaneEndpoint: ENDPOINT, ...addon } });
  test.each<[Partial<NftablesKubeProxyProps>, string]>([
    [{ metadata: { name: 'Kube_Proxy' } }, `metadata.name: "Kube_Proxy" is not a name; ${NAME}`],
    [{ metadata: { namespace: 'kube.system' } }, 'metadata.namespace: "kube.system" is not the name of a namespace; '],
    [{ metadata: { labels: { app: 'a b' } } }, 'metadata.labels["app"]: "a b" is not the value of a label; '],
    [{ metadata: { labels: { app: 1 as unknown as string } } }, 'metadata.labels["app"]: 1 is not a text'],
    [{ metadata: { annotations: { 'a//b': 'c' } } }, 'metadata.annotations["a//b"]: "a//b" is not a key; '],
    [{ metadata: { annotations: { a: 'x'.repeat(256 * 1024) } } }, 'metadata.annotations: have 262145 bytes; expected at most 262144'],
    [{ configurationKey: 'config/conf' }, 'configurationKey: "config/conf" is not a key of a ConfigMap; '],
    [{ extraData: { '..': '' } }, 'extraData[".."]: ".." is not a key of a ConfigMap; '],
    [addonOf({ nodeSelector: { 'kubernetes.io/os=linux': '' } }), 'addon.nodeSelector["kubernetes.io/os=linux"]: "kubernetes.io/os=linux" is not a key; '],
    [addonOf({ nodeSelector: { pool: '-a' } }), 'addon.nodeSelector["pool"]: "-a" is not the value of a label; '],
    [addonOf({ serviceAccountName: 'kube_proxy' }), `addon.serviceAccountName: "kube_proxy" is not a name; ${NAME}`],
    [addonOf({ clusterRoleBindingName: 'a/b' }), 'addon.clusterRoleBindingName: "a/b" is not a name; '],
    [addonOf({ bootstrapTokenGroup: '' }), 'addon.bootstrapTokenGroup: is empty; expected the name of a group'],
    [addonOf({ daemonSetMetadata: { name: 'a'.repeat(64) } }), 'addon.daemonSetMetadata.name: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" is not the value of a label; '],
    [{ ...addonOf({}), configurationKey: 'kubeconfig.conf' }, 'configurationKey: "kubeconfig.conf" is the key that the addon puts its kubeconfig in; '],
  ])('what the API server would refuse is an error: %j', (props, message) => {
    expect(() => make({ ...KUBEADMS, ...props })).toThrow(`test/kube-proxy: ${message}`);
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
