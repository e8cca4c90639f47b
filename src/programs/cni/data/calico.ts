import { CniNeed } from '../need';
import { conditional, correction, no, Plugin, unknown, yes } from '../plugin';

/** Calico 3.32. */
export const CALICO: Plugin = {
  id: 'calico',
  name: 'Calico',
  version: '3.32',
  dataPlane: 'iptables, nftables or eBPF on Linux, HNS on Windows; VPP as an option',
  kernel: '5.13 with nft 1.0.1 for the nftables data plane; for eBPF Ubuntu 20.04 or newer, or RHEL 8.2 with 4.18.0-193 or newer',
  sources: [
    'https://docs.tigera.io/calico/latest/release-notes/',
    'https://docs.tigera.io/calico/latest/operations/ebpf/enabling-ebpf',
  ],
  answers: {
    [CniNeed.WINDOWS]: yes('Calico runs on Windows nodes by HNS, installed by the operator.', 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/requirements'),
    [CniNeed.IPV6]: yes('IPv6 and dual stack, in the eBPF data plane, too.', 'https://docs.tigera.io/calico/latest/networking/ipam/ipv6'),
    [CniNeed.NFTABLES]: yes('The nftables data plane is generally available from 3.31. It has to be the mode of kube-proxy, too: set linuxDataplane to Nftables with the same change (from 3.32 installations by manifest follow kube-proxy by themselves).', 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/nftables'),
    [CniNeed.WITHOUT_KUBE_PROXY]: conditional('Only with the eBPF data plane, which replaces kube-proxy; from 3.31 the operator does so (bpfNetworkBootstrap, kubeProxyManagement).'),
    [CniNeed.WITHOUT_IPTABLES]: conditional('With the nftables data plane (linuxDataplane: Nftables, kernel 5.13, nft 1.0.1); the default of the API is still Iptables.'),
    [CniNeed.DSR]: conditional('Only with the eBPF data plane: bpfExternalServiceMode: DSR.'),
    [CniNeed.MAGLEV]: conditional('Only with the eBPF data plane in DSR mode, from 3.32, for each Service, for traffic from outside, and not for node ports.'),
    [CniNeed.LOAD_BALANCER_ADDRESSES]: yes('LoadBalancer IPAM, announced by BGP.'),
    [CniNeed.NETWORK_POLICY]: yes('NetworkPolicy is enforced.'),
    [CniNeed.CLUSTER_POLICY]: yes('GlobalNetworkPolicy, and ClusterNetworkPolicy from 3.32. AdminNetworkPolicy and BaselineAdminNetworkPolicy are no longer enforced from 3.32.'),
    [CniNeed.POLICY_ORDER]: yes('Tiers, order, deny, pass and staged policies, in open source from 3.30.'),
    [CniNeed.L7]: conditional('HTTP rules by Dikastes sidecars (application layer policy). It was broken from 3.30.0 until it was fixed in 3.32.0.', 'https://docs.tigera.io/calico/latest/network-policy/istio/app-layer-policy', 'https://docs.tigera.io/calico/latest/release-notes/'),
    [CniNeed.FQDN]: no('Policies by DNS name are part of Calico Enterprise only.'),
    [CniNeed.HOST_FIREWALL]: yes('HostEndpoint, with preDNAT and doNotTrack policies.'),
    [CniNeed.ENCRYPTION]: yes('WireGuard.', 'https://docs.tigera.io/calico/latest/network-policy/encrypt-cluster-pod-traffic'),
    [CniNeed.IPSEC]: no('Open source Calico encrypts by WireGuard only.'),
    [CniNeed.MUTUAL_TLS]: conditional('By Istio ambient, which the operator can install (a tech preview in 3.32).'),
    [CniNeed.ISTIO_AMBIENT]: yes('Nothing has to be set with iptables or nftables. With eBPF it needs 3.29 or newer with connect-time load balancing off. From 3.32 istioAmbientMode lets policies see the original port in place of 15008.'),
    [CniNeed.FLOW_LOGS]: yes('Goldmane and Whisker, in open source from 3.30, with the verdicts of policies and of staged ones.'),
    [CniNeed.L7_FLOWS]: no('L7 flows and a service map are not part of open source Calico.'),
    [CniNeed.BGP]: yes('BIRD on each node, with route reflectors.', 'https://docs.tigera.io/calico/latest/networking/configuring/bgp'),
    [CniNeed.EGRESS_GATEWAY]: no('Egress gateways are part of Calico Enterprise only.'),
    [CniNeed.MULTI_CLUSTER]: no('Federation is part of Calico Enterprise and Calico Cloud only; routes between clusters can be exchanged by BGP.'),
    [CniNeed.GATEWAY_API]: yes('Calico Ingress Gateway, which is Envoy Gateway, from 3.30.'),
    [CniNeed.FIXED_ADDRESSES]: yes('Annotations ipAddrs and floating IPs, and pools by Namespace or node.'),
    [CniNeed.HOST_TOOLS]: yes('With the iptables and nftables data planes. In the eBPF data plane, Services and policies are not in the host\'s tables.'),
  },
  combinations: [
    {
      need: CniNeed.WINDOWS,
      affects: [CniNeed.IPV6, CniNeed.ENCRYPTION, CniNeed.HOST_FIREWALL, CniNeed.L7, CniNeed.LOAD_BALANCER_ADDRESSES],
      answer: conditional('On Linux nodes only: it is not supported on Windows nodes.', 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations'),
    },
    {
      need: CniNeed.WINDOWS,
      affects: [CniNeed.WITHOUT_KUBE_PROXY, CniNeed.DSR, CniNeed.MAGLEV],
      answer: conditional('On Linux nodes only, by the eBPF data plane: Windows nodes keep kube-proxy.', 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations'),
    },
    {
      need: CniNeed.NFTABLES,
      affects: [CniNeed.DSR, CniNeed.MAGLEV],
      answer: no('It is part of the eBPF data plane, which replaces kube-proxy.'),
    },
    {
      need: CniNeed.HOST_TOOLS,
      affects: [CniNeed.WITHOUT_KUBE_PROXY, CniNeed.DSR, CniNeed.MAGLEV],
      answer: no('It is part of the eBPF data plane, in which Services are not in the host\'s tables.'),
    },
    {
      need: CniNeed.WITHOUT_IPTABLES,
      affects: [CniNeed.WITHOUT_KUBE_PROXY, CniNeed.DSR, CniNeed.MAGLEV],
      answer: unknown('Whether the eBPF data plane runs on nodes without iptables was not examined.'),
    },
    {
      need: CniNeed.ISTIO_AMBIENT,
      affects: [CniNeed.L7],
      answer: no('Application layer policy cannot be used with Istio ambient: write L7 rules for waypoints.'),
    },
  ],
  corrections: [
    correction(
      'Calico is iptables or eBPF',
      'nftables (generally available from 3.31), Windows HNS and VPP, too',
      'https://docs.tigera.io/calico/latest/release-notes/',
      'https://docs.tigera.io/calico/latest/getting-started/kubernetes/nftables',
    ),
    correction(
      'Calico\'s policies end at L4',
      'HTTP rules by sidecars (broken from 3.30.0 until 3.32.0); tiers, order and deny in open source from 3.30',
      'https://docs.tigera.io/calico/latest/network-policy/istio/app-layer-policy',
      'https://docs.tigera.io/calico/latest/release-notes/',
    ),
    correction(
      'Calico enforces AdminNetworkPolicy',
      'Not from 3.32: ClusterNetworkPolicy took its place',
      'https://docs.tigera.io/calico/latest/release-notes/',
    ),
    correction(
      'Calico cannot replace kube-proxy',
      'Its eBPF data plane does',
      'https://docs.tigera.io/calico/latest/operations/ebpf/enabling-ebpf',
    ),
    correction(
      'Calico has basic flow logs only',
      'Goldmane and Whisker, in open source from 3.30; L7 flows and a service map are not',
      'https://docs.tigera.io/calico/latest/release-notes/',
    ),
    correction(
      'Calico federates clusters',
      'Calico Enterprise and Calico Cloud do',
      'https://docs.tigera.io/calico-enterprise/latest/multicluster/federation/',
      'https://docs.tigera.io/calico-cloud/multicluster/overview',
    ),
    correction(
      'Calico\'s VXLAN is on port 8472, as flannel\'s',
      '4789 (vxlanPort of FelixConfiguration): Cilium\'s 8472 is free beside it',
      'https://docs.tigera.io/calico/latest/reference/resources/felixconfig',
    ),
  ],
};
