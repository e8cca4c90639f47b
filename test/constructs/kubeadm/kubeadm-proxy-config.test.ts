import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { App, Chart, Duration, Testing } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { EVERYTHING } from './everything';
import {
  ArtifactApp, KubeadmApiVersion, KubeadmCredential, KubeadmDiscovery, KubeadmEtcd, KubeadmProxyConfig, KubeadmProxyConfigProps, KubeadmTransport,
  LocalDetector, NftablesKubeProxy, ProxyMode,
} from '../../../src';

const make = (props: any, scope = new Chart(new App(), 'test')) => new KubeadmProxyConfig(scope, 'kubeadm', { kubernetesVersion: 'v1.36.3', ...props });

function problems(props: any): string[] {
  try {
    make(props);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}

const TOKEN = 'abcdef.0123456789abcdef';
const discovery = KubeadmDiscovery.bootstrapToken({ apiServerEndpoint: 'k8s.example.internal:6443' });
const kinds = (text: string | undefined) => text === undefined ? undefined : (loadAll(text) as any[]).map(({ apiVersion, kind }) => `${apiVersion.replace(/^.*\//, '')} ${kind}`);

describe('documents by version', () => {
  const minors = [28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38];

  test.each(minors)('1.%i', minor => {
    const kubeadm = make({
      kubernetesVersion: `v1.${minor}.1`,
      kubeProxyConfiguration: { mode: minor < 31 ? 'ipvs' : 'nftables' },
      init: {},
      joinWorker: { discovery },
      joinControlPlane: { discovery },
      upgrade: { apply: { etcdUpgrade: false } },
      reset: { force: true },
    });
    expect({
      init: kinds(kubeadm.initText),
      joinWorker: kinds(kubeadm.joinWorkerText),
      joinControlPlane: kinds(kubeadm.joinControlPlaneText),
      upgrade: kinds(kubeadm.upgradeText),
      addon: kinds(kubeadm.kubeProxyAddonText),
      reset: kinds(kubeadm.resetText),
      commands: kubeadm.commands.split('\n').filter(line => /^kubeadm (upgrade|reset)/.test(line)),
      notices: kubeadm.notices,
    }).toMatchSnapshot();
  });

  test('v1beta3 may be chosen as long as there is one', () => {
    const kubeadm = make({ apiVersion: KubeadmApiVersion.V1BETA3, upgrade: {}, reset: {} });
    expect(kinds(kubeadm.initText)).toEqual(['v1beta3 ClusterConfiguration', 'v1alpha1 KubeProxyConfiguration']);
    expect(kinds(kubeadm.upgradeText)).toEqual(['v1beta4 UpgradeConfiguration']);
    expect(kinds(kubeadm.resetText)).toEqual(['v1beta4 ResetConfiguration']);
    expect(kubeadm.notices).toEqual(['kubeadm\'s v1beta3 is deprecated from Kubernetes 1.31 and removed in 1.37']);
    expect(problems({ kubernetesVersion: '1.37', apiVersion: KubeadmApiVersion.V1BETA3 })).toEqual(['test/kubeadm: apiVersion: v1beta3 was removed in Kubernetes 1.37: expected v1beta4']);
    expect(problems({ kubernetesVersion: '1.21' })).toEqual(['test/kubeadm: kubernetesVersion: "1.21" is older than kubeadm\'s v1beta3: expected Kubernetes 1.22 or newer']);
  });

  test('the wait for the control plane is the cluster\'s in v1beta3', () => {
    const kubeadm = make({ apiVersion: KubeadmApiVersion.V1BETA3, init: { timeouts: { controlPlaneComponentHealthCheck: Duration.minutes(9) } } });
    expect(loadAll(kubeadm.initText)).toMatchObject([{ kind: 'InitConfiguration' }, { apiServer: { timeoutForControlPlane: '9m0s' } }, {}]);
  });
});

test('the files of a cluster, and the commands', () => {
  const chart = new Chart(new App(), 'test');
  const kubeProxy = new NftablesKubeProxy(chart, 'kube-proxy', {
    kubernetesVersion: '1.36',
    localDetector: LocalDetector.clusterCidr('10.244.0.0/16'),
    nftables: { masqueradeAll: true },
  });
  const kubeadm = make({
    kubeProxy,
    cluster: { controlPlaneEndpoint: 'k8s.example.internal:6443', networking: { podSubnet: '10.244.0.0/16' } },
    init: { bootstrapTokens: [{ ttl: Duration.hours(2) }, { description: 'for later' }], certificateKey: KubeadmCredential.placeholder('KEY') },
    joinWorker: { discovery },
    joinControlPlane: { discovery, certificateKey: KubeadmCredential.placeholder('KEY') },
    upgrade: {},
    kubeProxyConfigurationInJoinFiles: true,
  }, chart);
  expect({
    init: kubeadm.initText,
    worker: kubeadm.joinWorkerText,
    controlPlane: kubeadm.joinControlPlaneText,
    upgrade: kubeadm.upgradeText,
    commands: kubeadm.commands,
  }).toMatchSnapshot();
  expect(kubeadm.notices).toEqual([]);
});

test('with nothing but a version there is nftables mode', () => {
  const kubeadm = make({ kubernetesVersion: '1.36' });
  expect(loadAll(kubeadm.initText)).toEqual([
    { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion: 'stable-1.36' },
    { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode: 'nftables' },
  ]);
  expect(kubeadm.notices).toEqual(['kubernetesVersion 1.36 names no patch release: kubeadm asks dl.k8s.io for the newest one, for kube-proxy\'s image in kube-proxy-addon.conf, too']);
});

test('a shared configuration is the one of the construct, but for zeros', () => {
  const chart = new Chart(new App(), 'test');
  const kubeProxy = new NftablesKubeProxy(chart, 'kube-proxy', { kubernetesVersion: '1.36', mode: ProxyMode.IPVS, ipvs: { strictArp: true }, conntrack: { min: 0 } });
  const kubeadm = make({ kubeProxy }, chart);
  expect(kubeadm.kubeProxyConfiguration).toEqual({
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'ipvs',
    bindAddress: '0.0.0.0',
    clientConnection: { kubeconfig: '/var/lib/kube-proxy/kubeconfig.conf' },
    ipvs: { strictARP: true },
    // A zero that is no default is kept.
    conntrack: { min: 0 },
  });
});

describe('problems', () => {
  test.each<[any, string[]]>([
    [{ kubernetesVersion: 'x' }, ['kubernetesVersion: "x" is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"']],
    [{ kubernetesVersion: '1.28' }, ['kubeProxyConfiguration.mode: nftables mode exists from Kubernetes 1.29 (KEP-3866): expected ProxyMode.IPTABLES or ProxyMode.IPVS until the cluster is upgraded']],
    [{ kubeProxyConfiguration: { mode: 'nft' } }, ['kubeProxyConfiguration.mode: "nft" is no proxy mode: expected "nftables", "iptables" or "ipvs"']],
    [{ kubeProxyConfiguration: 'mode: nftables' }, ['kubeProxyConfiguration: "mode: nftables" is no object: expected fields']],
    [{ kubeletConfiguration: { kind: 'KubeletConfiguration' } }, ['kubeletConfiguration: is no KubeletConfiguration: expected apiVersion "kubelet.config.k8s.io/v1beta1" and kind "KubeletConfiguration"']],
    [{ cluster: { apiServer: { certSans: ['a b'] } }, init: { localApiEndpoint: { advertiseAddress: 'x' }, patchesDirectory: 'p' } }, [
      'init.localApiEndpoint.advertiseAddress: "x" is no IP address',
      'init.patchesDirectory: "p" is no absolute path',
      'cluster.apiServer.certSans[0]: "a b" is neither an IP address nor a DNS name, with or without "*." before it',
    ]],
    [{ cluster: { podSubnet: '10.0.0.0/16' }, upgrade: { apply: { allowRcUpgrades: 1 } } }, [
      'cluster.podSubnet: unknown field',
      'upgrade.apply.allowRcUpgrades: 1 is no boolean: expected true or false',
    ]],
    [{ joinControlPlane: { discovery, certificateKey: KubeadmCredential.plainText('00') } }, ['joinControlPlane.certificateKey: is no certificate key: expected 64 hexadecimal digits (an AES key of 32 bytes)']],
    [{ joinWorker: {} }, ['joinWorker.discovery: is missing: expected bootstrapToken or file']],
    [{ kubernetesVersion: 'v1.29.1', kubeProxyConfiguration: {}, cluster: { proxy: { disabled: true } }, upgrade: { apply: { imagePullSerial: false }, timeouts: { discovery: Duration.minutes(1) } }, reset: { unmountFlags: ['MNT_FORCE'] } }, [
      'cluster.proxy.disabled: does not exist in v1beta3 of kubeadm\'s API: expected Kubernetes 1.31 or newer, with v1beta4',
      'upgrade.apply.imagePullSerial: has no flag in kubeadm 1.29: expected Kubernetes 1.31 or newer, where kubeadm reads it from a file',
      'reset.unmountFlags: has no flag in kubeadm 1.29: expected Kubernetes 1.31 or newer, where kubeadm reads it from a file',
      'upgrade.timeouts.discovery: has no flag in kubeadm 1.29: expected Kubernetes 1.31 or newer, where kubeadm reads it from a file',
    ]],
  ])('%#', (props, expected) => {
    expect(problems(props)).toEqual(expected.map(line => `test/kubeadm: ${line}`));
  });

  test('two configurations of kube-proxy', () => {
    const kubeProxy = new NftablesKubeProxy(new Chart(new App(), 'other'), 'kube-proxy', { kubernetesVersion: '1.36' });
    expect(problems({ kubeProxy, kubeProxyConfiguration: {} })).toEqual(['test/kubeadm: kubeProxyConfiguration: can\'t stand beside kubeProxy: expected one of both']);
  });
});

test('notices of what may not have been meant', () => {
  const kubeadm = make({
    cluster: { proxy: { disabled: true }, networking: { podSubnet: '10.244.0.0/16' } },
    init: { skipPhases: ['addon/kube-proxy'] },
    kubeProxyConfiguration: { mode: 'ipvs', clusterCIDR: '10.0.0.0/8' },
  });
  expect(kubeadm.commands.split('\n').filter(line => line.startsWith('# Note: '))).toEqual(kubeadm.notices.map(notice => `# Note: ${notice}`));
  expect(kubeadm.notices).toEqual([
    'IPVS mode is deprecated from Kubernetes 1.35, off by default from 1.40 and removed in 1.43 (KEP-5495)',
    'clusterCIDR 10.0.0.0/8 of kube-proxy differs from the podSubnet 10.244.0.0/16: kubeadm warns of it, and keeps it',
    'proxy.disabled is true: kubeadm does not use the KubeProxyConfiguration',
    'init skips the phase addon/kube-proxy: kubeadm init does not use the KubeProxyConfiguration',
  ]);
});

describe('credentials', () => {
  const plain = KubeadmCredential.plainText(TOKEN);

  test('a mere text is refused, and not repeated', () => {
    const found = problems({ init: { bootstrapTokens: [{ token: TOKEN }], certificateKey: 'a0'.repeat(32) }, joinWorker: { discovery: KubeadmDiscovery.bootstrapToken({ apiServerEndpoint: 'a:1', token: TOKEN as any }) } });
    const message = 'is no KubeadmCredential: expected KubeadmCredential.placeholder(…), or KubeadmCredential.plainText(…) to have it in the output';
    expect(found).toEqual(['init.bootstrapTokens[0].token', 'init.certificateKey', 'joinWorker.discovery.bootstrapToken.token'].map(field => `test/kubeadm: ${field}: ${message}`));
  });

  test('nothing shows the value of a credential but the files', () => {
    expect([`${plain}`, JSON.stringify(plain), inspect(plain, { showHidden: true })].join()).not.toContain(TOKEN);
    expect(`${plain}`).toBe('plain text');
    expect(`${KubeadmCredential.placeholder('A_1')}`).toBe('${A_1}');
    const wrong = KubeadmCredential.plainText('not-a-token');
    expect(problems({ init: { bootstrapTokens: [{ token: wrong }] } })).toEqual(['test/kubeadm: init.bootstrapTokens[0].token: is no bootstrap token: expected 6 and 16 lowercase letters or digits with a dot between']);
    const kubeadm = make({ init: { bootstrapTokens: [{ token: plain }] } });
    expect(kubeadm.initText).toContain(`token: ${TOKEN}\n`);
    expect(kubeadm.kubeProxyAddonText + kubeadm.commands).not.toContain(TOKEN);
  });

  test('names of variables and empty values are checked', () => {
    expect(() => KubeadmCredential.placeholder('a; rm -rf /')).toThrow('KubeadmCredential.placeholder: "a; rm -rf /" is no name of a variable: expected capital letters, digits and underscores, as in "KUBEADM_BOOTSTRAP_TOKEN"');
    expect(() => KubeadmCredential.plainText('')).toThrow('KubeadmCredential.plainText: there is no value: expected a bootstrap token or a certificate key');
  });

  test('a placeholder has quotes around it, so that a token of digits stays a text', () => {
    const text = make({ joinWorker: { discovery } }).joinWorkerText!.replace('${KUBEADM_BOOTSTRAP_TOKEN}', '123456.1234567890123456');
    expect((loadAll(text) as any[])[0].discovery.bootstrapToken.token).toBe('123456.1234567890123456');
  });

  test('a ConfigMap may not carry them', () => {
    expect(problems({ init: { bootstrapTokens: [{ token: plain }] }, transport: KubeadmTransport.configMap() })).toEqual([
      'test/kubeadm: transport: is a ConfigMap, which credentials of plain text may not be in: expected KubeadmTransport.secret(), or placeholders',
    ]);
    expect(problems({ init: { bootstrapTokens: [{ token: plain }] }, transport: KubeadmTransport.secret() })).toEqual([]);
  });
});

test.each([
  ['Secret', 'stringData', KubeadmTransport.secret({ name: 'kubeadm', namespace: 'kube-system' })],
  ['ConfigMap', 'data', KubeadmTransport.configMap({ name: 'kubeadm', namespace: 'kube-system' })],
])('a %s carries the files', (kind, field, transport) => {
  const chart = new Chart(new App(), 'test');
  const kubeadm = make({ transport, joinWorker: { discovery } }, chart);
  expect(kubeadm.transportObject!.kind).toBe(kind);
  expect(Testing.synth(chart)).toEqual([{
    apiVersion: 'v1',
    kind,
    metadata: { name: 'kubeadm', namespace: 'kube-system' },
    [field]: { 'init.conf': kubeadm.initText, 'join-worker.conf': kubeadm.joinWorkerText, 'kube-proxy-addon.conf': kubeadm.kubeProxyAddonText },
  }]);
});

describe('the output folder', () => {
  let outdir: string;
  beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'kubeadm-')); });
  afterEach(() => rmSync(outdir, { recursive: true }));

  test('has the files beside the manifests, none of which kubectl would apply, and no credential', () => {
    const app = new ArtifactApp({ outdir });
    const chart = new Chart(app, 'cluster');
    make(EVERYTHING, chart);
    new KubeadmProxyConfig(chart, 'second', { kubernetesVersion: '1.35', folder: 'kubeadm/second' });
    app.synth();
    const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
      .map(file => join(file.parentPath, file.name).slice(outdir.length + 1)).sort();
    expect(files).toEqual([
      'cluster.k8s.yaml',
      ...['COMMANDS.txt', 'init.conf', 'join-control-plane.conf', 'join-worker.conf', 'kube-proxy-addon.conf', 'reset.conf'].map(name => `kubeadm/${name}`),
      ...['COMMANDS.txt', 'init.conf', 'kube-proxy-addon.conf'].map(name => `kubeadm/second/${name}`),
      'kubeadm/upgrade.conf',
    ]);
    expect(readFileSync(join(outdir, 'cluster.k8s.yaml'), 'utf8')).not.toMatch(/kubeadm|KubeProxyConfiguration/);
    const everything = files.map(file => readFileSync(join(outdir, file), 'utf8')).join('');
    expect(everything).not.toMatch(/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/);
    expect(everything).toContain('token: "${KUBEADM_BOOTSTRAP_TOKEN}"');
  });
});

test('Cluster API gets the document behind its own', () => {
  expect(make({}).clusterApiFields).toEqual({
    files: [{
      path: '/etc/kubernetes/kubeproxy-config.yaml',
      owner: 'root:root',
      permissions: '0644',
      content: '---\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\n',
    }],
    preKubeadmCommands: ['/bin/sh -ec \'cat /etc/kubernetes/kubeproxy-config.yaml >> /run/kubeadm/kubeadm.yaml\''],
  });
});

test('etcd is on the nodes or elsewhere', () => {
  const etcdOf = (etcd: KubeadmEtcd) => (loadAll(make({ cluster: { etcd } } satisfies Partial<KubeadmProxyConfigProps>).initText) as any[])[0].etcd;
  expect(etcdOf(KubeadmEtcd.local({ dataDir: '/data', peerCertSans: ['a'] }))).toEqual({ local: { dataDir: '/data', peerCertSANs: ['a'] } });
  expect(etcdOf(KubeadmEtcd.external({ endpoints: ['http://a:2379'] }))).toEqual({ external: { endpoints: ['http://a:2379'] } });
});

describe('what kubeadm does to a KubeProxyConfiguration', () => {
  const podSubnet = '10.244.0.0/16';
  const NOTICE = `kubeadm sets clusterCIDR of kube-proxy to the podSubnet ${podSubnet}, since it has none`;

  test('the clusterCIDR that it fills in is noticed, and previewed', () => {
    const chart = new Chart(new App(), 'test');
    const kubeProxy = new NftablesKubeProxy(chart, 'kube-proxy', { kubernetesVersion: '1.36.3' });
    const kubeadm = new KubeadmProxyConfig(chart, 'kubeadm', { kubernetesVersion: '1.36.3', kubeProxy, cluster: { networking: { podSubnet } } });
    expect(kubeadm.notices).toEqual([NOTICE]);
    const nodes = [{ name: 'a', addresses: ['10.0.0.1'] }];
    expect(kubeProxy.preview({ nodeName: 'a', nodes }).toNft()).toContain('ip saddr != 10.244.0.0/16');
  });

  test('not where there is one, or no podSubnet', () => {
    const notices = (props: object) => new KubeadmProxyConfig(new Chart(new App(), 'test'), 'kubeadm', { kubernetesVersion: '1.36.3', ...props }).notices;
    expect(notices({ kubeProxyConfiguration: { mode: 'nftables', clusterCIDR: podSubnet }, cluster: { networking: { podSubnet } } })).toEqual([]);
    expect(notices({})).toEqual([]);
  });

  test.each([
    [{ nonsense: 1 }, '1.36.3', 'test/kubeadm: kubeletConfiguration.nonsense: unknown field'],
    [{ maxPods: 'many' }, '1.37.0', 'test/kubeadm: kubeletConfiguration.maxPods: "many" is no integer of 32 bits'],
    [{ userNamespaces: { idsPerPod: 65536 } }, '1.32.0', 'test/kubeadm: kubeletConfiguration.userNamespaces: unknown field in Kubernetes 1.32: it exists from 1.33'],
  ])('config validate refuses the KubeletConfiguration %j', (fields, kubernetesVersion, message) => {
    const kubeletConfiguration = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...fields };
    expect(() => new KubeadmProxyConfig(new Chart(new App(), 'test'), 'kubeadm', { kubernetesVersion, kubeletConfiguration })).toThrow(message);
  });

  test('it takes a right one, and null for the zero value', () => {
    const kubeletConfiguration = {
      apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', maxPods: 250, evictionHard: { 'memory.available': '5%' }, logging: { verbosity: 2 }, authorization: null, cgroupDriver: null,
    };
    const both = () => new KubeadmProxyConfig(new Chart(new App(), 'test'), 'kubeadm', {
      kubernetesVersion: '1.36.3', kubeletConfiguration, kubeProxyConfiguration: { mode: null, clusterCIDR: null, conntrack: null },
    });
    expect(both).not.toThrow();
  });
});
