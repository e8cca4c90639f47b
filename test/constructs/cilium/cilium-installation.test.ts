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

test('what is looked up is refused where nothing can be', () => {
  const props = { apiServer: { host: 'auto' } };
  expect(() => installation({ ...props, delivery: Delivery.fromArgoCd() })).toThrow('values.k8sServiceHost: is "auto", which the chart looks up in the cluster');
  expect(() => installation({ ...props, delivery: Delivery.fromFlux() })).not.toThrow();
});
