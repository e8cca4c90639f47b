import { foundNeeds } from '../../../src/check/advice/found-needs';

const needsOf = (...objects: readonly object[]) => foundNeeds(objects as Record<string, unknown>[]).map(({ need }) => need);
const object = (apiVersion: string, kind: string, rest: object = {}) => ({ apiVersion, kind, metadata: { name: 'a' }, ...rest });
const configMap = (name: string, data: object) => object('v1', 'ConfigMap', { metadata: { name, namespace: 'kube-system' }, data });
const workload = (annotations: object) => object('apps/v1', 'Deployment', { spec: { template: { metadata: { annotations } } } });

test.each<[string, readonly string[], object]>([
  ['a Windows node by its label', ['windows'], object('v1', 'Node', { metadata: { name: 'a', labels: { 'kubernetes.io/os': 'windows' } } })],
  ['a Windows node by what it reports', ['windows'], object('v1', 'Node', { status: { nodeInfo: { operatingSystem: 'windows' } } })],
  ['a Linux node', [], object('v1', 'Node', { metadata: { name: 'a', labels: { 'kubernetes.io/os': 'linux' } }, spec: { podCIDRs: ['10.0.0.0/24'] } })],
  ['a node with IPv6 pods', ['ipv6'], object('v1', 'Node', { spec: { podCIDRs: ['10.0.0.0/24', 'fd00::/64'] } })],
  ['a dual-stack Service', ['ipv6'], object('v1', 'Service', { spec: { ipFamilies: ['IPv4', 'IPv6'] } })],
  ['an IPv4 Service', [], object('v1', 'Service', { spec: { ipFamilies: ['IPv4'] } })],
  ['an ambient Namespace', ['istio-ambient'], object('v1', 'Namespace', { metadata: { name: 'a', labels: { 'istio.io/dataplane-mode': 'ambient' } } })],
  ['a Namespace that is left out', [], object('v1', 'Namespace', { metadata: { name: 'a', labels: { 'istio.io/dataplane-mode': 'none' } } })],
  ['a fixed address', ['fixed-addresses'], workload({ 'cni.projectcalico.org/ipAddrs': '["10.0.0.1"]' })],
  ['another annotation of Calico', [], workload({ 'cni.projectcalico.org/podIP': '10.0.0.1' })],
  ['a NetworkPolicy', ['network-policy'], object('networking.k8s.io/v1', 'NetworkPolicy')],
  ['an AdminNetworkPolicy', ['cluster-policy', 'policy-order'], object('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy')],
  ['a policy of Calico', [], object('crd.projectcalico.org/v1', 'NetworkPolicy', { spec: { tier: 'default' } })],
  ['an order', ['cluster-policy', 'policy-order'], object('projectcalico.org/v3', 'GlobalNetworkPolicy', { spec: { order: 10 } })],
  ['a tier', ['policy-order'], object('projectcalico.org/v3', 'NetworkPolicy', { spec: { tier: 'security' } })],
  ['HTTP rules of Calico', ['l7'], object('projectcalico.org/v3', 'NetworkPolicy', { spec: { ingress: [{ action: 'Allow', http: { methods: ['GET'] } }] } })],
  ['domains of Calico', ['fqdn'], object('projectcalico.org/v3', 'NetworkPolicy', { spec: { egress: [{ action: 'Allow', destination: { domains: ['a.b'] } }] } })],
  ['WireGuard', ['encryption'], object('crd.projectcalico.org/v1', 'FelixConfiguration', { spec: { wireguardEnabled: true } })],
  ['no WireGuard', [], object('crd.projectcalico.org/v1', 'FelixConfiguration', { spec: { wireguardEnabled: false } })],
  ['L7 of Cilium', ['l7'], object('cilium.io/v2', 'CiliumNetworkPolicy', { specs: [{ ingress: [{ toPorts: [{ rules: { http: [{}] } }] }] }] })],
  ['names, with the DNS rule that they need', ['fqdn'], object('cilium.io/v2', 'CiliumNetworkPolicy', {
    spec: { egress: [{ toPorts: [{ rules: { dns: [{ matchPattern: '*' }] } }] }, { toFQDNs: [{ matchName: 'a.b' }] }] },
  })],
  ['a policy for hosts', ['cluster-policy', 'host-firewall'], object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', { spec: { nodeSelector: {}, ingress: [] } })],
  ['BGP', ['bgp'], object('crd.projectcalico.org/v1', 'BGPPeer')],
  ['addresses of Services that Calico announces', ['load-balancer-addresses', 'bgp'], object('crd.projectcalico.org/v1', 'BGPConfiguration', { spec: { serviceLoadBalancerIPs: [{ cidr: '203.0.113.0/24' }] } })],
  ['a mesh of nodes alone', [], object('crd.projectcalico.org/v1', 'BGPConfiguration', { spec: { nodeToNodeMeshEnabled: true } })],
  ['Calico\'s eBPF data plane', ['without-kube-proxy'], object('operator.tigera.io/v1', 'Installation', { spec: { calicoNetwork: { linuxDataplane: 'BPF' } } })],
  ['another data plane', [], object('operator.tigera.io/v1', 'Installation', { spec: { calicoNetwork: { linuxDataplane: 'Nftables' } } })],
  ['direct server return of Calico', ['without-kube-proxy', 'dsr'], object('projectcalico.org/v3', 'FelixConfiguration', { spec: { bpfEnabled: true, bpfExternalServiceMode: 'DSR' } })],
  ['kube-proxy in nftables mode', ['nftables'], configMap('kube-proxy', { 'config.conf': 'kind: KubeProxyConfiguration\nmode: "nftables"\n' })],
  ['kube-proxy in another mode', [], configMap('kube-proxy', { 'config.conf': 'mode: ipvs\nnftables:\n  masqueradeAll: true\n' })],
  ['another ConfigMap', [], configMap('app', { config: 'mode: nftables\n' })],
  ['Cilium', ['without-kube-proxy', 'dsr', 'maglev', 'encryption', 'ipsec'], configMap('cilium-config', { 'kube-proxy-replacement': 'true', 'bpf-lb-mode': 'hybrid', 'bpf-lb-algorithm': 'maglev', 'enable-ipsec': 'true' })],
  ['Cilium beside kube-proxy', [], configMap('cilium-config', { 'kube-proxy-replacement': 'false', 'bpf-lb-algorithm': 'random' })],
  ['an egress gateway', ['egress-gateway'], object('crd.antrea.io/v1beta1', 'Egress')],
  ['another project\'s kind of the same name', [], object('example.com/v1', 'BGPPeer')],
])('%s', (_, needs, one) => expect(needsOf(one)).toEqual(needs));

test('odd objects show nothing, and break nothing', () => {
  expect(needsOf({}, { kind: 'Node' }, object('v1', 'Node', { metadata: null, status: [] }), object('cilium.io/v2', 'CiliumNetworkPolicy', { spec: 3, specs: { a: 1 } }))).toEqual([]);
});

test('objects are counted, and the first three named', () => {
  const nodes = ['a', 'b', 'c', 'd'].map(name => ({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/os': 'windows' } } }));
  expect(foundNeeds(nodes)).toEqual([{ need: 'windows', count: 4, objects: ['Node a', 'Node b', 'Node c'] }]);
});
