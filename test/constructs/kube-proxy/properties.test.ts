import { App, Chart, Duration } from 'cdk8s';
import { InputError } from '../../../src/base/errors';
import { LocalDetector } from '../../../src/constructs/kube-proxy/local-detector';
import { NftablesKubeProxy } from '../../../src/constructs/kube-proxy/nftables-kube-proxy';
import { NftablesKubeProxyProps } from '../../../src/constructs/kube-proxy/nftables-kube-proxy-props';
import { KubeProxyLogFormat } from '../../../src/constructs/kube-proxy/process-options';
import { ProxyMode } from '../../../src/programs/kube-proxy/proxy-mode';

const make = (props: any) => new NftablesKubeProxy(new Chart(new App(), 'test'), 'kube-proxy', { kubernetesVersion: '1.36', ...props });

/** The lines of the error. */
function problems(props: any): string[] {
  try {
    make(props);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message.split('\n');
  }
}

const EVERY_PROPERTY: NftablesKubeProxyProps = {
  kubernetesVersion: '1.36',
  mode: ProxyMode.IPVS,
  localDetector: LocalDetector.bridgeInterface('cni0'),
  nodePortAddresses: ['10.0.0.0/8'],
  nftables: { masqueradeAll: true, masqueradeBit: 0, syncPeriod: Duration.minutes(1), minSyncPeriod: Duration.millis(1500) },
  iptables: { masqueradeAll: true, masqueradeBit: 31, localhostNodePorts: false, syncPeriod: Duration.hours(1), minSyncPeriod: Duration.seconds(2) },
  ipvs: {
    scheduler: 'sh',
    excludeCidrs: ['fd00::/8'],
    strictArp: true,
    syncPeriod: Duration.seconds(3),
    minSyncPeriod: Duration.seconds(0.5),
    tcpTimeout: Duration.seconds(4),
    tcpFinTimeout: Duration.seconds(5),
    udpTimeout: Duration.seconds(6),
  },
  conntrack: {
    maxPerCore: 0,
    min: 1,
    tcpEstablishedTimeout: Duration.days(1),
    tcpCloseWaitTimeout: Duration.seconds(0),
    tcpBeLiberal: true,
    udpTimeout: Duration.seconds(7),
    udpStreamTimeout: Duration.seconds(8),
  },
  clientConnection: { kubeconfig: '/etc/proxy.conf', acceptContentTypes: 'application/json', contentType: 'application/json', qps: 0.5, burst: 20 },
  logging: {
    format: KubeProxyLogFormat.TEXT,
    flushFrequency: Duration.seconds(9),
    verbosity: 2,
    vmodule: [{ filePattern: 'proxi*', verbosity: 4 }],
    text: { splitStream: true, infoBufferSize: '1Ki' },
    json: { splitStream: true, infoBufferSize: '2Ki' },
  },
  featureGates: { LoggingAlphaOptions: true },
  bindAddress: '::',
  bindAddressHardFail: true,
  healthzBindAddress: '[::]:1',
  metricsBindAddress: '::1',
  hostnameOverride: 'node-1',
  enableProfiling: true,
  showHiddenMetricsForVersion: '1.35',
  oomScoreAdj: -1000,
  configSyncPeriod: Duration.minutes(10),
};

test('every field that acts on Linux can be set by a property', () => {
  const { winkernel, portRange, ...configuration } = make(EVERY_PROPERTY).configuration;
  expect(configuration).toMatchSnapshot();
  // No field is left at its zero, so none is missing above; but for the detectors, of which one is set at a time.
  expect(zeros(configuration)).toEqual(['conntrack.maxPerCore', 'conntrack.tcpCloseWaitTimeout', 'nftables.masqueradeBit', 'iptables.localhostNodePorts', 'detectLocal.interfaceNamePrefix', 'clusterCIDR'].sort());
  expect([winkernel.networkName, portRange]).toEqual(['', '']);
});

function zeros(value: any, path: string[] = []): string[] {
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, item]) => zeros(item, [...path, name])).sort();
  return [null, '', '0', '0s', 0, false].includes(value) ? [path.join('.')] : [];
}

test.each([
  [LocalDetector.clusterCidr('10.244.0.0/16'), { detectLocalMode: '', clusterCIDR: '10.244.0.0/16', detectLocal: { bridgeInterface: '', interfaceNamePrefix: '' } }],
  [LocalDetector.clusterCidr('10.244.0.0/16', 'fd00::/56'), { detectLocalMode: '', clusterCIDR: '10.244.0.0/16,fd00::/56' }],
  [LocalDetector.nodeCidr(), { detectLocalMode: 'NodeCIDR', clusterCIDR: '' }],
  [LocalDetector.bridgeInterface('cni0'), { detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'cni0', interfaceNamePrefix: '' } }],
  [LocalDetector.interfaceNamePrefix('cali'), { detectLocalMode: 'InterfaceNamePrefix', detectLocal: { bridgeInterface: '', interfaceNamePrefix: 'cali' } }],
  [undefined, { detectLocalMode: '', clusterCIDR: '', detectLocal: { bridgeInterface: '', interfaceNamePrefix: '' } }],
])('local detector %#', (localDetector, fields) => {
  expect(make({ localDetector }).configuration).toMatchObject(fields);
});

test('an option that is undefined has its default', () => {
  const unset = { clientConnection: { kubeconfig: undefined }, bindAddress: undefined, mode: undefined, nftables: { masqueradeBit: undefined } };
  expect(make(unset).configuration).toEqual(make({}).configuration);
});

test('a long duration keeps its precision', () => {
  expect(make({ configSyncPeriod: Duration.days(100_000) }).configuration.configSyncPeriod).toBe('2400000h0m0s');
  expect(make({ configSyncPeriod: Duration.millis(0.000001) }).configuration.configSyncPeriod).toBe('1ns');
});

describe('wrong properties', () => {
  test.each([
    [{ kubernetesVersion: 'latest' }, 'kubernetesVersion: "latest" is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"'],
    [{ kubernetesVersion: '1' }, 'kubernetesVersion: "1" is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"'],
    [{ kubernetesVersion: undefined }, 'kubernetesVersion: undefined is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"'],
    [{ kubernetesVersion: 1.36 }, 'kubernetesVersion: 1.36 is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"'],
    [{ mode: 'nft' }, 'mode: "nft" is no proxy mode: expected "nftables", "iptables" or "ipvs"'],
    [{ nftables: { masqueradeBit: 32 } }, 'nftables.masqueradeBit: 32 is out of range: expected an integer from 0 to 31'],
    [{ nftables: { masqueradAll: true } }, 'nftables.masqueradAll: unknown field; did you mean masqueradeAll?'],
    [{ nftables: { syncPeriod: 30 } }, 'nftables.syncPeriod: 30 is no duration: expected a text such as "30s" or "1h30m"'],
    [{ nftables: { syncPeriod: Duration.millis(10) } }, 'nftables.syncPeriod: 10ms is shorter than minSyncPeriod, 1s by default: make it longer, or set a shorter minSyncPeriod'],
    [{ mode: ProxyMode.IPVS, ipvs: { excludeCidrs: ['10.0.0.1'] } }, 'ipvs.excludeCidrs[0]: "10.0.0.1" has no prefix length: did you mean "10.0.0.1/32"?'],
    [{ ipvs: { strictArp: 1 } }, 'ipvs.strictArp: 1 is no boolean: expected true or false'],
    [{ logging: { json: { splitStream: true } } }, 'logging.json.splitStream: is alpha: expected featureGates to have LoggingAlphaOptions: true'],
    [{ localDetector: LocalDetector.clusterCidr() }, 'localDetector: clusterCidr has no CIDR: expected the cluster\'s pod CIDR, as in "10.244.0.0/16"'],
    [{ localDetector: LocalDetector.clusterCidr('') }, 'localDetector: clusterCidr has no CIDR: expected the cluster\'s pod CIDR, as in "10.244.0.0/16"'],
    [{ localDetector: LocalDetector.clusterCidr('10.0.0.0/8', '11.0.0.0/8') }, 'localDetector: "10.0.0.0/8,11.0.0.0/8" has two CIDRs of one IP family: expected one, or one of each IP family'],
    [{ localDetector: LocalDetector.bridgeInterface('') }, 'localDetector: is missing: detectLocalMode BridgeInterface needs the bridge'],
    [{ localDetector: LocalDetector.interfaceNamePrefix('cali*') }, 'localDetector: "cali*" is no name for a network interface: expected 1 to 15 letters, digits, dots, underscores or hyphens'],
    [{ featureGates: { NFTablesProxyMode: false } }, 'featureGates.NFTablesProxyMode: can\'t be false in Kubernetes 1.36: it is locked to true from 1.33'],
    [{ kubernetesVersion: '1.28' }, 'mode: nftables mode exists from Kubernetes 1.29 (KEP-3866): expected ProxyMode.IPTABLES or ProxyMode.IPVS until the cluster is upgraded'],
    [{ addon: { controlPlaneEndpoint: 'k8s.example:6443' }, kubernetesVersion: '1.36.3' }, 'addon.controlPlaneEndpoint: "k8s.example:6443" is no https URL: did you mean "https://k8s.example:6443"?'],
    [{ addon: { controlPlaneEndpoint: 'https://k8s.example:6443\n  x: y' }, kubernetesVersion: '1.36.3' }, 'addon.controlPlaneEndpoint: "https://k8s.example:6443\\n  x: y" is no https URL: expected such as "https://k8s.example.internal:6443"'],
    [{ addon: {}, kubernetesVersion: '1.36.3' }, 'addon.controlPlaneEndpoint: undefined is no https URL: expected such as "https://k8s.example.internal:6443"'],
    [{ addon: { controlPlaneEndpoint: 'https://[fd00::1]:6443' } }, 'addon.image: is missing, and kubernetesVersion "1.36" names no patch release: expected an image, or a full kubernetesVersion of the form "1.36.<patch>"'],
    [{ addon: { controlPlaneEndpoint: 'https://a/b', image: '' } }, 'addon.image: "" is no image: expected such as "registry.k8s.io/kube-proxy:<version>"'],
    [
      { addon: { controlPlaneEndpoint: 'https://a', daemonSetMetadata: { namespace: 'x' } }, kubernetesVersion: '1.36.3' },
      'addon.daemonSetMetadata.namespace: "x" is not the ConfigMap\'s namespace, "kube-system", which the pods mount it from: set metadata.namespace instead',
    ],
    [{ extraConfiguration: { iptables: { masqueradeAl: true } } }, 'extraConfiguration.iptables.masqueradeAl: unknown field; did you mean masqueradeAll?'],
    [{ extraConfiguration: { detectLocalMode: 'Bridge' } }, 'extraConfiguration.detectLocalMode: "Bridge" is no way to detect local traffic: expected "ClusterCIDR", "NodeCIDR", "BridgeInterface" or "InterfaceNamePrefix"'],
    [{ extraConfiguration: { nodePortAddresses: ['x'] } }, 'extraConfiguration.nodePortAddresses[0]: "x" is no CIDR: expected such as "10.244.0.0/16" or "fd00:10:244::/56"'],
    [{ extraConfiguration: JSON.parse('{"__proto__": {"mode": "x"}}') }, 'extraConfiguration.__proto__: unknown field'],
    [{ nftables: { masqueradeBit: 99 }, extraConfiguration: { nftables: { masqueradeAll: true } } }, 'nftables.masqueradeBit: 99 is out of range: expected an integer from 0 to 31'],
  ])('%j', (props, problem) => {
    expect(problems(props)).toEqual([`test/kube-proxy: ${problem}`]);
  });

  test('all of them are listed in one error, each with the construct\'s path', () => {
    expect(problems({ oomScoreAdj: 1001, nodePortAddresses: ['10.0.0.1'], addon: { controlPlaneEndpoint: 'http://x' }, extraConfiguration: { modes: [] } })).toEqual([
      'test/kube-proxy: addon.controlPlaneEndpoint: "http://x" is no https URL: expected such as "https://k8s.example.internal:6443"',
      'test/kube-proxy: addon.image: is missing, and kubernetesVersion "1.36" names no patch release: expected an image, or a full kubernetesVersion of the form "1.36.<patch>"',
      'test/kube-proxy: extraConfiguration.modes: unknown field; did you mean mode?',
      'test/kube-proxy: nodePortAddresses[0]: "10.0.0.1" has no prefix length: did you mean "10.0.0.1/32"?',
      'test/kube-proxy: oomScoreAdj: 1001 is out of range: expected an integer from -1000 to 1000',
    ]);
  });
});
