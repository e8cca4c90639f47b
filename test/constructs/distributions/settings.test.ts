import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration, Testing } from 'cdk8s';
import { distributions, KubeProxySettings } from '../../../src';

/**
 * Which of kube-proxy's settings each distribution lets through, and in which form: one set of settings for all. Sources of the forms are beside
 * the passages of the distributions' ways.
 */
const { InstallerDistribution: Installer } = distributions;

const NODE_PORTS = { nodePortAddresses: ['192.0.2.0/24', '2001:db8::/64'] };
const MASQUERADE = { nftables: { masqueradeAll: true } };
const BIT = { nftables: { masqueradeBit: 13 } };
const PERIODS = { nftables: { syncPeriod: Duration.minutes(1), minSyncPeriod: Duration.seconds(5) } };
const CONNTRACK = { conntrack: { maxPerCore: 0, min: 262144, tcpEstablishedTimeout: Duration.hours(2), tcpCloseWaitTimeout: Duration.minutes(15) } };
const LIBERAL = { conntrack: { tcpBeLiberal: true } };
const UDP = { conntrack: { udpTimeout: Duration.seconds(30), udpStreamTimeout: Duration.minutes(3) } };
const GATES = { featureGates: { WatchListClient: false } };
const EVERYTHING = {
  ...NODE_PORTS,
  nftables: { ...MASQUERADE.nftables, ...BIT.nftables, ...PERIODS.nftables },
  conntrack: { ...CONNTRACK.conntrack, ...LIBERAL.conntrack, ...UDP.conntrack },
  ...GATES,
};

type Settings = Omit<KubeProxySettings, 'kubernetesVersion'>;
type Extra = Partial<distributions.InstallerFilesProps>;

function files(distribution: distributions.InstallerDistribution, settings: Settings, extra: Extra = {}): string {
  const app = new App({ outdir: Testing.app().outdir });
  const { paths } = new distributions.InstallerFiles(new Chart(app, 'shop'), 'files', { kubernetesVersion: '1.36', distribution, ...settings, ...extra });
  app.synth();
  return readFileSync(join(app.outdir, paths[0]), 'utf8');
}

const FLAGS = ['nodeport-addresses=192.0.2.0/24,2001:db8::/64', 'masquerade-all=true', 'iptables-sync-period=1m0s', 'iptables-min-sync-period=5s', 'conntrack-max-per-core=0', 'conntrack-min=262144',
  'conntrack-tcp-timeout-established=2h0m0s', 'conntrack-tcp-timeout-close-wait=15m0s', 'conntrack-tcp-be-liberal=true', 'conntrack-udp-timeout=30s', 'conntrack-udp-timeout-stream=3m0s', 'feature-gates=WatchListClient=false'];
const WITHOUT_BIT = { ...EVERYTHING, nftables: { ...MASQUERADE.nftables, ...PERIODS.nftables } };
const CONFIGURATION = ['nodePortAddresses:', 'masqueradeAll: true', 'masqueradeBit: 13', 'syncPeriod: 1m0s', 'minSyncPeriod: 5s', 'maxPerCore: 0', 'min: 262144', 'tcpEstablishedTimeout: 2h0m0s', 'tcpCloseWaitTimeout: 15m0s',
  'tcpBeLiberal: true', 'udpTimeout: 30s', 'udpStreamTimeout: 3m0s', 'WatchListClient: false'];

describe('what goes through, in files', () => {
  test.each<[distributions.InstallerDistribution, Settings, readonly string[], Extra?]>([
    [Installer.K3S, WITHOUT_BIT, FLAGS.map(flag => `- ${flag}`)],
    [Installer.RKE2, WITHOUT_BIT, FLAGS.map(flag => `- ${flag}`), { kubernetesVersion: 'v1.36.3+rke2r1' }],
    [Installer.MICROK8S, WITHOUT_BIT, FLAGS.map(flag => `\n--${flag}\n`)],
    [Installer.TALOS, WITHOUT_BIT, FLAGS.map(flag => flag.split('=')[0])],
    [Installer.TALOS, EVERYTHING, ['kind: KubeProxyConfig', ...CONFIGURATION], { distributionVersion: '1.14.0' }],
    [Installer.KIND, EVERYTHING, ['kubeadmConfigPatches:', 'kind: KubeProxyConfiguration', ...CONFIGURATION]],
    [Installer.CHARMED_KUBERNETES, EVERYTHING, CONFIGURATION],
    [Installer.KUBESPRAY, { ...NODE_PORTS, ...CONNTRACK, ...GATES }, ['kube_proxy_nodeport_addresses:', 'kube_proxy_conntrack_max_per_core: 0', 'kube_proxy_conntrack_min: 262144', 'kube_proxy_conntrack_tcp_established_timeout: 2h0m0s',
      'kube_proxy_conntrack_tcp_close_wait_timeout: 15m0s', 'kube_proxy_feature_gates:\n  - WatchListClient=false']],
    [Installer.K0S, { ...NODE_PORTS, ...EVERYTHING, conntrack: undefined }, ['nodePortAddresses:', 'masqueradeAll: true', 'masqueradeBit: 13', 'syncPeriod: 1m0s', 'featureGates:\n    - name: WatchListClient\n      enabled: false\n      components:\n        - kube-proxy']],
  ])('%s', (distribution, ...[settings, expected, extra]) => {
    const text = files(distribution, settings, extra);
    expect(expected.filter(part => !text.includes(part))).toEqual([]);
  });

  test('gates that a flag has already stay', () => {
    const existingFiles = { '/etc/rancher/k3s/config.yaml': 'kube-proxy-arg: ["feature-gates=A=true,WatchListClient=true", v=2] # ours\n' };
    expect(files(Installer.K3S, GATES, { existingFiles })).toBe('kube-proxy-arg: ["feature-gates=A=true,WatchListClient=false", v=2, proxy-mode=nftables] # ours\n');
  });

  test('the patch of kind that counts last takes the settings', () => {
    const existingFiles = { 'kind.yaml': 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nkubeadmConfigPatches:\n  - |\n    kind: KubeProxyConfiguration # ours\n    metricsBindAddress: 0.0.0.0:10249\n' };
    expect(files(Installer.KIND, NODE_PORTS, { existingFiles })).toContain('    kind: KubeProxyConfiguration # ours\n    metricsBindAddress: 0.0.0.0:10249\n    nodePortAddresses:\n      - 192.0.2.0/24\n');
  });
});

describe('what does not go through is an error that names the way', () => {
  const lost = (fields: readonly string[]) => new RegExp(fields.map(field => `shop/files: ${field.replaceAll('.', '\\.')}: [^\\n]+ does not pass it on: [^\\n]+; leave it out`).join('\\n'));
  const ALL_CONNTRACK = ['conntrack.maxPerCore', 'conntrack.min', 'conntrack.tcpEstablishedTimeout', 'conntrack.tcpCloseWaitTimeout'];

  test.each<[distributions.InstallerDistribution, Settings, readonly string[], Extra?]>([
    [Installer.K3S, BIT, ['nftables.masqueradeBit']],
    [Installer.K3S, PERIODS, ['nftables.syncPeriod', 'nftables.minSyncPeriod'], { kubernetesVersion: 'v1.31.13+k3s1' }],
    [Installer.RKE2, BIT, ['nftables.masqueradeBit'], { kubernetesVersion: 'v1.36.3+rke2r1' }],
    [Installer.MICROK8S, BIT, ['nftables.masqueradeBit']],
    [Installer.TALOS, BIT, ['nftables.masqueradeBit']],
    [Installer.KUBESPRAY, { ...MASQUERADE, ...LIBERAL }, ['nftables.masqueradeAll', 'conntrack.tcpBeLiberal']],
    [Installer.K0S, CONNTRACK, ALL_CONNTRACK],
    [Installer.MINIKUBE, { ...NODE_PORTS, ...BIT, ...CONNTRACK, ...GATES }, ['nodePortAddresses', 'nftables.masqueradeBit', ...ALL_CONNTRACK, 'featureGates']],
    [Installer.EKS, { ...NODE_PORTS, ...MASQUERADE, ...CONNTRACK, ...GATES }, ['nodePortAddresses', 'nftables.masqueradeAll', ...ALL_CONNTRACK, 'featureGates']],
  ])('%s %j', (distribution, ...[settings, fields, extra]) => {
    expect(() => files(distribution, settings, extra)).toThrow(lost(fields));
  });

  test('kube-proxy\'s own defaults are not lost', () => {
    expect(files(Installer.EKS, { nftables: { masqueradeAll: false, masqueradeBit: 14, syncPeriod: Duration.seconds(30), minSyncPeriod: Duration.seconds(1) } })).toContain('{"mode":"nftables"}');
  });
});

describe('objects', () => {
  const spec = (make: (scope: Chart) => unknown) => {
    const scope = new Chart(Testing.app(), 'shop');
    make(scope);
    return Testing.synth(scope)[0].spec;
  };

  test('Gardener takes gates', () => {
    expect(spec(scope => new distributions.GardenerShoot(scope, 'x', { kubernetesVersion: '1.36', ...GATES })).kubernetes).toEqual({ kubeProxy: { mode: 'NFTables', featureGates: { WatchListClient: false } } });
  });

  test('kOps takes gates as texts, and the limits of connections', () => {
    const { kubeProxy } = spec(scope => new distributions.KopsCluster(scope, 'x', { kubernetesVersion: '1.36', ...GATES, conntrack: { maxPerCore: 0, min: 262144 } }));
    expect(kubeProxy).toEqual({ proxyMode: 'nftables', featureGates: { WatchListClient: 'false' }, conntrackMaxPerCore: 0, conntrackMin: 262144 });
  });

  test('Rancher takes flags', () => {
    const { rkeConfig } = spec(scope => new distributions.RancherCluster(scope, 'x', { kubernetesVersion: 'v1.36.3+rke2r1', ...WITHOUT_BIT }));
    expect(rkeConfig.machineGlobalConfig['kube-proxy-arg']).toEqual(['proxy-mode=nftables', ...FLAGS]);
  });

  test('k0s takes gates beside the network, for kube-proxy alone', () => {
    expect(spec(scope => new distributions.K0sClusterConfig(scope, 'x', { kubernetesVersion: '1.36', ...GATES, spec: { featureGates: [{ name: 'A', enabled: true }] } }))).toEqual({
      featureGates: [{ name: 'A', enabled: true }, { name: 'WatchListClient', enabled: false, components: ['kube-proxy'] }],
      network: { kubeProxy: { mode: 'nftables' } },
    });
  });

  test('OpenShift takes arguments, and more of them from 4.23 on', () => {
    const network = (distributionVersion: string, settings: Settings) => spec(scope => new distributions.OpenshiftNetwork(scope, 'x', { kubernetesVersion: '1.36', distributionVersion, ...settings })).kubeProxyConfig.proxyArguments;
    expect(network('4.20', { ...NODE_PORTS, ...CONNTRACK })).toEqual({
      'proxy-mode': ['nftables'],
      'nodeport-addresses': ['192.0.2.0/24,2001:db8::/64'],
      'conntrack-max-per-core': ['0'],
      'conntrack-min': ['262144'],
      'conntrack-tcp-timeout-established': ['2h0m0s'],
      'conntrack-tcp-timeout-close-wait': ['15m0s'],
    });
    expect(network('4.23', { nftables: EVERYTHING.nftables, ...LIBERAL })).toMatchObject({ 'nftables-masquerade-bit': ['13'], 'nftables-sync-period': ['1m0s'], 'conntrack-tcp-be-liberal': ['true'] });
    expect(() => network('4.22', LIBERAL)).toThrow('conntrack.tcpBeLiberal: OpenShift does not pass it on: the operator refuses an argument for it before OpenShift 4.23');
    expect(() => network('4.23', GATES)).toThrow('featureGates: OpenShift does not pass it on');
  });

  test('Cluster API takes a whole configuration', () => {
    const { kubeadmConfigSpec } = spec(scope => new distributions.KubeadmControlPlane(scope, 'x', { kubernetesVersion: '1.36', ...EVERYTHING }));
    expect(CONFIGURATION.filter(part => !kubeadmConfigSpec.files[0].content.includes(part))).toEqual([]);
  });

  test.each<[string, (scope: Chart) => unknown]>([
    ['KKP', scope => new distributions.KubermaticCluster(scope, 'x', { kubernetesVersion: '1.36', ...GATES })],
    ['the add-on of EKS', scope => new distributions.EksKubeProxyAddon(scope, 'x', { kubernetesVersion: '1.36', ...CONNTRACK })],
    ['EKS of Cluster API', scope => new distributions.AwsManagedControlPlane(scope, 'x', { kubernetesVersion: '1.36', ...MASQUERADE })],
  ])('%s takes the mode alone', (_, make) => {
    expect(() => make(new Chart(Testing.app(), 'shop'))).toThrow('does not pass it on');
  });
});
