import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { cilium } from '../../../src';

const { Delivery, Encryption, PodAddresses, Routing } = cilium;

const PROPS: cilium.CiliumInstallationProps = {
  version: '1.20.0',
  apiServer: { host: '192.168.0.10' },
  kubeProxyReplacement: true,
  podAddresses: PodAddresses.fromClusterPool({ ipv4Cidrs: ['10.20.0.0/16'] }),
  hubble: { ui: true },
};

function chart(): Chart {
  return new Chart(Testing.app(), 'network');
}

function installation(props: Partial<cilium.CiliumInstallationProps>): cilium.CiliumInstallation {
  return new cilium.CiliumInstallation(chart(), 'cilium', { ...PROPS, ...props });
}

test('a file of values beside the manifests, with the command', () => {
  const app = new App({ outdir: Testing.app().outdir });
  const { values, helmCommand, apiObjects, node } = new cilium.CiliumInstallation(new Chart(app, 'network'), 'cilium', PROPS);
  expect(helmCommand).toBe('helm upgrade --install cilium cilium --repo https://helm.cilium.io --version 1.20.0 --namespace kube-system --values cilium/cilium.values');
  expect(values).toEqual({
    hubble: { tls: { auto: { method: 'cronJob' } }, relay: { enabled: true }, ui: { enabled: true } },
    k8sServiceHost: '192.168.0.10',
    k8sServicePort: 6443,
    kubeProxyReplacement: true,
    ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: ['10.20.0.0/16'] } },
  });
  expect(apiObjects).toEqual([]);
  expect((node.findChild('Values') as cilium.CiliumInstallation & { content(): string }).content()).toBe(`# ${helmCommand!}
hubble:
  tls:
    auto:
      method: cronJob
  relay:
    enabled: true
  ui:
    enabled: true
k8sServiceHost: 192.168.0.10
k8sServicePort: 6443
kubeProxyReplacement: true
ipam:
  mode: cluster-pool
  operator:
    clusterPoolIPv4PodCIDRList:
      - 10.20.0.0/16
`);
});

test.each([
  ['Flux', Delivery.fromFlux({ namespaceName: 'cilium' })],
  ['Flux with OCI', Delivery.fromFlux({ oci: true, interval: '30m' })],
  ['Argo CD', Delivery.fromArgoCd({ automated: true, kubernetesVersion: '1.34.0', apiVersions: ['monitoring.coreos.com/v1'] })],
  ['k3s', Delivery.fromK3s()],
  ['RKE2', Delivery.fromRke2()],
])('objects of %s', (_, delivery) => {
  const network = chart();
  new cilium.CiliumInstallation(network, 'cilium', { ...PROPS, delivery });
  expect(Testing.synth(network)).toMatchSnapshot();
});

test('the configuration of agents that is to be expected', () => {
  const { ciliumConfig } = installation({
    routing: Routing.fromNative({ ipv4Cidr: '10.0.0.0/8', tunnelProtocol: cilium.TunnelProtocol.GENEVE }),
    loadBalancing: {
      algorithm: cilium.LoadBalancingAlgorithm.MAGLEV, mode: cilium.LoadBalancingMode.DSR, dsrDispatch: cilium.DsrDispatch.GENEVE, nodePortRange: '30000-32000',
    },
    encryption: Encryption.fromWireGuard({ strictCidr: '10.20.0.0/16' }),
    masquerading: { bpf: true },
    istioAmbient: true,
    gatewayApi: true,
  });
  expect(ciliumConfig).toMatchObject({
    'kube-proxy-replacement': 'true',
    'routing-mode': 'native',
    'ipv4-native-routing-cidr': '10.0.0.0/8',
    'bpf-lb-algorithm': 'maglev',
    'bpf-lb-mode': 'dsr',
    'bpf-lb-dsr-dispatch': 'geneve',
    'node-port-range': '30000,32000',
    'enable-wireguard': 'true',
    'encryption-strict-egress-cidr': '10.20.0.0/16',
    'cni-exclusive': 'false',
    'bpf-lb-sock-hostns-only': 'true',
    'enable-host-legacy-routing': 'true',
    'enable-gateway-api': 'true',
  });
});

test('strict mode has other keys in older versions', () => {
  const encryption = Encryption.fromWireGuard({ strictCidr: '10.20.0.0/16' });
  expect(installation({ version: '1.18.12', encryption }).values.encryption.strictMode).toEqual({ enabled: true, cidr: '10.20.0.0/16', allowRemoteNodeIdentities: true });
  expect(installation({ version: '1.19.6', encryption }).values.encryption.strictMode).toEqual({ egress: { enabled: true, cidr: '10.20.0.0/16', allowRemoteNodeIdentities: true } });
});

test('what is refused: by the chart, by agents, by nobody', () => {
  expect(() => installation({ hubble: { relay: false, ui: true } })).toThrow('network/cilium: values.hubble.ui.enabled: is true without hubble.relay.enabled');
  expect(() => installation({ loadBalancing: { mode: cilium.LoadBalancingMode.DSR } })).toThrow('values.loadBalancer.mode: loadBalancer.mode "dsr" cannot be combined with VXLAN tunneling');
  expect(() => installation({ routing: Routing.fromNative() })).toThrow('values.ipv4NativeRoutingCIDR: is missing');
  expect(() => installation({ values: { hubble: { relay: { enable: true } } } })).toThrow('values.hubble.relay.enable: is not a value of the chart, which drops it; did you mean hubble.relay.enabled?');
  expect(() => installation({ apiServer: undefined })).toThrow('values.k8sServiceHost: is missing while kubeProxyReplacement is true');
  expect(() => installation({ version: '1.18.0', encryption: Encryption.fromZtunnel() })).toThrow('values.encryption.type: "ztunnel" is not an encryption of the chart 1.18');
  expect(() => installation({ version: '1.16.0' })).toThrow('network/cilium: version: "1.16.0" is not a known version; expected one of 1.17, 1.18, 1.19, 1.20');
});

test('properties that would do nothing', () => {
  const { HubbleCertificates, LoadBalancingAlgorithm, LoadBalancingMode, DsrDispatch } = cilium;
  const ipv6Pool = { ipv4Cidrs: ['10.20.0.0/16'], ipv6Cidrs: ['fd10::/104'] };
  const native = { ipv4Cidr: '10.0.0.0/8', ipv6Cidr: 'fd00::/104' };
  const kept = { kubeProxyReplacement: false };
  expect(() => installation({ ...kept, healthzBindAddress: '0.0.0.0:10256' })).toThrow('network/cilium: healthzBindAddress: has no effect without kubeProxyReplacement: kube-proxy answers there');
  expect(() => installation({ ...kept, loadBalancing: { algorithm: LoadBalancingAlgorithm.MAGLEV } })).toThrow('loadBalancing.algorithm: has no effect without kubeProxyReplacement');
  expect(() => installation({ ...kept, loadBalancing: { nodePortRange: '30000-31000' } })).toThrow('loadBalancing.nodePortRange: has no effect without');
  expect(() => installation({ ...kept, loadBalancing: { serviceTopology: true, mode: LoadBalancingMode.SNAT } })).not.toThrow();
  expect(() => installation({ ...kept, version: '1.18.12', values: { nodePort: { enabled: true } }, loadBalancing: { algorithm: LoadBalancingAlgorithm.MAGLEV } })).not.toThrow();
  expect(() => installation({ ...kept, l2Announcements: true })).toThrow('l2Announcements: needs kubeProxyReplacement');
  expect(() => installation({ loadBalancing: { dsrDispatch: DsrDispatch.GENEVE } })).toThrow('loadBalancing.dsrDispatch: has no effect without a mode that uses DSR');
  expect(() => installation({ loadBalancing: { mode: LoadBalancingMode.SNAT, maglevTableSize: 251 } })).toThrow('loadBalancing.maglevTableSize: has no effect without Maglev');
  expect(() => installation({ loadBalancing: { maglevTableSize: 251 }, values: { bpf: { lbAlgorithmAnnotation: true } } })).not.toThrow();
  expect(() => installation({ l2AnnouncedServices: 20 })).toThrow('l2AnnouncedServices: has no effect without l2Announcements');
  expect(() => installation({ hubble: { issuer: { name: 'ca' } } })).toThrow('hubble.issuer: has no effect without cert-manager');
  expect(() => installation({ hubble: { issuer: { name: 'ca' }, certificates: HubbleCertificates.CERT_MANAGER } })).not.toThrow();
  expect(() => installation({ hubble: { enabled: false, metrics: ['dns'] } })).toThrow('hubble.metrics: has no effect while Hubble is off');
  expect(() => installation({ podAddresses: PodAddresses.fromClusterPool(ipv6Pool) })).toThrow('podAddresses.ipv6Cidrs: has no effect without ipv6');
  expect(() => installation({ ipv6: true, podAddresses: PodAddresses.fromClusterPool(ipv6Pool) })).not.toThrow();
  expect(() => installation({ routing: Routing.fromNative(native) })).toThrow('routing.ipv6Cidr: has no effect without ipv6');
  expect(() => installation({ ipv6: true, routing: Routing.fromNative(native) })).not.toThrow();
  expect(() => installation({ istioAmbient: true, encryption: Encryption.fromZtunnel() })).toThrow('istioAmbient: cannot be combined with the encryption by ztunnel');
});

test.each<[string, Partial<cilium.CiliumInstallationProps>]>([
  ['apiServer.host: "https://api.example.com" is not an address or name', { apiServer: { host: 'https://api.example.com' } }],
  ['apiServer.host: "api.example.com:6443" is not an address or name', { apiServer: { host: 'api.example.com:6443' } }],
  ['apiServer.port: 65536 is not a port', { apiServer: { host: 'fd00::1', port: 65536 } }],
  ['healthzBindAddress: "10256" is not an address with a port; expected one as in "0.0.0.0:10256" or "[::]:10256"', { healthzBindAddress: '10256' }],
  ['operatorReplicas: 0 is not a number of them', { operatorReplicas: 0 }],
  ['l2AnnouncedServices: -5 is not a number of them', { l2Announcements: true, l2AnnouncedServices: -5 }],
  ['routing.port: 70000 is not a port', { routing: Routing.fromTunnel({ port: 70000 }) }],
  ['values.operator.replicas: is a name with dots, which the chart drops: only --set takes it for a path; nest its parts, as in operator: {replicas: …}', { values: { 'operator.replicas': 1 } }],
  ['clusterPoolIPv4PodCIDRList: is empty', { podAddresses: PodAddresses.fromClusterPool({ ipv4Cidrs: [] }) }],
  ['clusterPoolIPv4PodCIDRList: has 10.20.0.0/17 and 10.20.0.0/16, which overlap', { podAddresses: PodAddresses.fromClusterPool({ ipv4Cidrs: ['10.20.0.0/16', '10.20.0.0/17'] }) }],
  ['clusterPoolIPv4MaskSize: is 33, which is too much; expected at most 32', { podAddresses: PodAddresses.fromClusterPool({ ipv4Cidrs: ['10.20.0.0/16'], ipv4MaskSize: 33 }) }],
  ['clusterPoolIPv6MaskSize: is 120, more than 16 bits longer than fd00::/64, and the operator does not start; expected at most 80',
    { ipv6: true, podAddresses: PodAddresses.fromClusterPool({ ipv4Cidrs: ['10.20.0.0/16'], ipv6Cidrs: ['fd00::/64'] }) }],
])('%s', (message, props) => {
  expect(() => installation(props)).toThrow(message);
});

test('CIDRs that are not those of pods', () => {
  expect(() => installation({ routing: Routing.fromNative({ ipv4Cidr: '192.168.0.0/16' }) })).toThrow('values.ipv4NativeRoutingCIDR: is 192.168.0.0/16, and pods have addresses of 10.20.0.0/16');
  for (const version of ['1.18.12', '1.20.0']) {
    expect(() => installation({ version, encryption: Encryption.fromWireGuard({ strictCidr: '192.168.0.0/16' }) })).toThrow(/strictMode[.a-z]*\.cidr: is 192\.168\.0\.0\/16, and pods have addresses of 10\.20\.0\.0\/16: strict mode drops nothing/);
    expect(() => installation({ version, encryption: Encryption.fromWireGuard({ strictCidr: '10.20.0.0/15' }) })).not.toThrow();
  }
});

test('what agents refuse is at the value that has it', () => {
  expect(() => installation({ values: { egressGateway: { enabled: true } } })).toThrow('network/cilium: values.egressGateway.enabled: needs enableIPv4Masquerade and bpf.masquerade');
});

test('metrics of Hubble', () => {
  const metrics = (version: string, ...all: string[]) => expect(() => installation({ version, hubble: { metrics: all } }));
  metrics('1.20.0', 'dns', 'dnss').toThrow('values.hubble.metrics.enabled: has "dnss", which is not a metric of Hubble in Cilium 1.20, and is left out; expected dns, drop,');
  metrics('1.17.18', 'dnss').toThrow('and Hubble does not start with it');
  metrics('1.20.0', 'kafka').toThrow('"kafka", which is not a metric');
  metrics('1.19.6', 'kafka', 'dns:query;ignoreAAAA', 'httpV2:exemplars=true;labelsContext=source_ip').not.toThrow();
  metrics('1.19.6', 'sctp').toThrow('"sctp", which is not a metric');
  metrics('1.20.0', 'http', 'httpV2').toThrow('has both http and httpV2, which exclude each other');
});

test('several pools', () => {
  const pool: cilium.PodPool = { name: 'default', ipv4Cidrs: ['10.30.0.0/16'], ipv4MaskSize: 27 };
  const pools = (...all: Partial<cilium.PodPool>[]) => PodAddresses.fromPools(all.map(each => ({ ...pool, ...each })));
  const refused = (podAddresses: cilium.PodAddresses, ipv6 = false) => expect(() => installation({ podAddresses, ipv6 }));
  refused(pools({}, {})).toThrow('podAddresses.pools[1].name: "default" is the name of another pool, too');
  refused(pools({}, { name: 'blue' })).toThrow('pools[1].ipv4Cidrs[0]: "10.30.0.0/16" overlaps 10.30.0.0/16');
  refused(pools({ name: 'De fault' })).toThrow('pools[0].name: "De fault" is not a name of an object');
  refused(pools({ ipv4MaskSize: 15 })).toThrow('pools[0].ipv4MaskSize: is 15, which is not the size of a block in 10.30.0.0/16; expected 16 to 32');
  refused(pools({ ipv4Cidrs: [] })).toThrow('pools[0].ipv4Cidrs: is empty');
  refused(pools({ ipv4Cidrs: ['fd00::/64'] })).toThrow('pools[0].ipv4Cidrs[0]: "fd00::/64" is not a CIDR of IPv4');
  refused(pools({}), true).toThrow('pools[0].ipv6Cidrs: is missing while ipv6 is on');
  refused(pools({ ipv6Cidrs: ['fd00::/64'] }), true).toThrow('pools[0].ipv6MaskSize: is missing');
  refused(pools({ ipv6Cidrs: ['fd00::/64'], ipv6MaskSize: 80 })).toThrow('pools[0].ipv6Cidrs: has no effect without ipv6');
  refused(pools({})).toThrow('values.egressMasqueradeInterfaces: is missing: with ipam.mode multi-pool, iptables masquerades by interface');
  const podAddresses = pools({ ipv6Cidrs: ['fd00::/64'], ipv6MaskSize: 80 });
  expect(installation({ podAddresses, ipv6: true, masquerading: { bpf: true } }).values.ipam.operator).toEqual({
    autoCreateCiliumPodIPPools: { default: { ipv4: { cidrs: ['10.30.0.0/16'], maskSize: 27 }, ipv6: { cidrs: ['fd00::/64'], maskSize: 80 } } },
  });
});

test('limits of clients by the time in which leases are renewed', () => {
  const limits = (values: object) => installation({ l2Announcements: true, l2AnnouncedServices: 200, values }).values.k8sClientRateLimit;
  expect(limits({})).toEqual({ qps: 40, burst: 80 });
  expect(limits({ l2announcements: { leaseRenewDeadline: '2s' } })).toEqual({ qps: 100, burst: 200 });
  expect(limits({ l2announcements: { leaseRenewDeadline: '1m' } })).toEqual({ qps: 10, burst: 20 });
});

test('certificates of the cluster mesh are not made anew with each rendering', () => {
  const mesh = { cluster: { name: 'prod', id: 1 }, clustermesh: { useAPIServer: true } };
  expect(installation({ values: mesh }).values.clustermesh).toEqual({ useAPIServer: true, apiserver: { tls: { auto: { method: 'cronJob' } } } });
});

test('a namespace that a cluster does not have is made', () => {
  const target = { namespaceName: 'network' };
  const specOf = (delivery: cilium.Delivery) => installation({ delivery }).apiObjects.at(-1)!.toJson().spec;
  expect(installation({ delivery: Delivery.fromValuesFile(target) }).helmCommand).toContain('--namespace network --create-namespace --values');
  expect(specOf(Delivery.fromFlux(target)).install).toEqual({ createNamespace: true });
  expect(specOf(Delivery.fromArgoCd(target)).syncPolicy.syncOptions).toEqual(['ServerSideApply=true', 'CreateNamespace=true']);
  expect(specOf(Delivery.fromK3s(target)).createNamespace).toBe(true);
  expect(specOf(Delivery.fromK3s()).createNamespace).toBeUndefined();
});

test('an upgrade takes its time, and a release that fails may stay', () => {
  const specOf = (delivery: cilium.Delivery) => installation({ delivery }).apiObjects.at(-1)!.toJson().spec;
  expect(specOf(Delivery.fromFlux()).timeout).toBe('30m');
  expect(specOf(Delivery.fromFlux({ timeout: '1h' })).timeout).toBe('1h');
  expect(specOf(Delivery.fromK3s()).failurePolicy).toBeUndefined();
  expect(specOf(Delivery.fromK3s({ keepFailed: true })).failurePolicy).toBe('abort');
  expect(specOf(Delivery.fromRke2({ keepFailed: true })).failurePolicy).toBe('abort');
});

test('versions, as repositories have them', () => {
  const specs = (version: string, delivery: cilium.Delivery) => installation({ version, delivery }).apiObjects.map(each => each.toJson().spec);
  expect(specs('v1.20.0', Delivery.fromFlux({ oci: true }))[0].ref).toEqual({ tag: '1.20.0' });
  expect(specs('1.20', Delivery.fromFlux({ oci: true }))[0].ref).toEqual({ semver: '1.20.x' });
  expect(specs('v1.20.0', Delivery.fromArgoCd())[0].source.targetRevision).toBe('1.20.0');
});

test('what only the cluster knows is not refused where it is asked', () => {
  const values = { prometheus: { enabled: true, serviceMonitor: { enabled: true } } };
  for (const delivery of [Delivery.fromValuesFile(), Delivery.fromFlux(), Delivery.fromArgoCd(), Delivery.fromK3s(), Delivery.fromRke2()]) {
    expect(() => installation({ values, delivery })).not.toThrow();
  }
  expect(() => installation({ values, delivery: Delivery.fromHelm({ kubernetesVersion: '1.34.0' }) })).toThrow('the chart does not know of the API monitoring.coreos.com/v1');
});

test('deliveries that would fail', () => {
  expect(() => installation({ delivery: Delivery.fromFlux({ releaseName: 'Cilium_1' }) })).toThrow('network/cilium: delivery: releaseName: "Cilium_1" is not a name; expected lower-case letters');
  expect(() => installation({ delivery: Delivery.fromArgoCd({ namespaceName: 'Kube System' }) })).toThrow('delivery: namespaceName: "Kube System" is not a name');
  expect(() => installation({ delivery: Delivery.fromFlux({ interval: '1 hour' }) })).toThrow('network/cilium: delivery: interval: "1 hour" is not a duration; expected one as in "30m" or "1h30m"');
  expect(() => installation({ delivery: Delivery.fromArgoCd({ kubernetesVersion: 'newest' }) })).toThrow('delivery: kubernetesVersion: "newest" is not a Kubernetes version');
  const chartPath = mkdtempSync(join(tmpdir(), 'chart-'));
  writeFileSync(join(chartPath, 'Chart.yaml'), 'apiVersion: v2\nname: cilium\nversion: 1.19.6\n');
  expect(() => installation({ delivery: Delivery.fromHelm({ kubernetesVersion: '1.34.0', chartPath }) })).toThrow('delivery: chartPath: the chart is of version 1.19.6, and values are checked for 1.20.0');
});

test('what is looked up is refused where nothing can be', () => {
  const props = { apiServer: { host: 'auto' } };
  expect(() => installation({ ...props, delivery: Delivery.fromArgoCd() })).toThrow('values.k8sServiceHost: is "auto", which the chart looks up in the cluster');
  expect(() => installation({ ...props, delivery: Delivery.fromFlux() })).not.toThrow();
});
