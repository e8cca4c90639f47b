import { CniNeed } from '../need';
import { conditional, no, Plugin, unknown, yes } from '../plugin';

/** Antrea 2.7. */
export const ANTREA: Plugin = {
  id: 'antrea',
  name: 'Antrea',
  version: '2.7',
  dataPlane: 'Open vSwitch',
  kernel: '4.6, with the module of Open vSwitch',
  sources: [
    'https://github.com/antrea-io/antrea/blob/v2.7.0/docs/feature-gates.md',
    'https://github.com/antrea-io/antrea/blob/v2.7.0/docs/antrea-proxy.md',
  ],
  answers: {
    [CniNeed.WINDOWS]: yes('Antrea runs on Windows nodes.'),
    [CniNeed.IPV6]: yes('IPv6 and dual stack.'),
    [CniNeed.NFTABLES]: conditional('With proxyAll off: beside kube-proxy, proxyAll takes precedence in iptables mode only.'),
    [CniNeed.WITHOUT_KUBE_PROXY]: conditional('With proxyAll, which serves Services in Open vSwitch; a Service can have 800 endpoints.'),
    [CniNeed.WITHOUT_IPTABLES]: no('Its gate for nftables on the host (alpha, off by default) is for the rules of proxyAll only; the agent writes the others by iptables.', 'https://github.com/antrea-io/antrea/blob/v2.7.0/pkg/agent/route/route_linux.go'),
    [CniNeed.DSR]: conditional('The gate LoadBalancerModeDSR is alpha: encapsulated traffic and IPv4 only.'),
    [CniNeed.MAGLEV]: no('Endpoints are chosen at random by groups of Open vSwitch.'),
    [CniNeed.LOAD_BALANCER_ADDRESSES]: conditional('ServiceExternalIP is beta, and off by default.'),
    [CniNeed.NETWORK_POLICY]: yes('NetworkPolicy is enforced.'),
    [CniNeed.CLUSTER_POLICY]: yes('Antrea\'s own ClusterNetworkPolicy (beta, on by default); that of the Network Policy API is alpha in 2.7, and AdminNetworkPolicy is deprecated.'),
    [CniNeed.POLICY_ORDER]: yes('Tiers and priorities of Antrea\'s own policies.'),
    [CniNeed.L7]: conditional('The gate L7NetworkPolicy is alpha, by Suricata.'),
    [CniNeed.FQDN]: yes('Antrea\'s own policies name hosts by DNS name.'),
    [CniNeed.HOST_FIREWALL]: conditional('NodeNetworkPolicy is alpha.'),
    [CniNeed.ENCRYPTION]: yes('WireGuard or IPsec.'),
    [CniNeed.IPSEC]: yes('IPsec, with a key or certificates.'),
    [CniNeed.MUTUAL_TLS]: unknown('Not by Antrea itself; whether Istio ambient runs on it is not documented by either project.'),
    [CniNeed.ISTIO_AMBIENT]: unknown('Neither project documents it.'),
    [CniNeed.FLOW_LOGS]: conditional('FlowExporter (off by default) with the Flow Aggregator; Traceflow and PacketCapture for single flows.'),
    [CniNeed.L7_FLOWS]: unknown('Not examined.'),
    [CniNeed.BGP]: conditional('BGPPolicy is alpha.'),
    [CniNeed.EGRESS_GATEWAY]: yes('Egress (beta, on by default).'),
    [CniNeed.MULTI_CLUSTER]: conditional('The gate Multicluster is alpha, and off by default.'),
    [CniNeed.GATEWAY_API]: no('Any implementation of Gateway API can be installed beside it.'),
    [CniNeed.FIXED_ADDRESSES]: conditional('The gate AntreaIPAM is alpha: pools by Namespace, and addresses by annotation.', 'https://github.com/antrea-io/antrea/blob/v2.7.0/docs/antrea-ipam.md'),
    [CniNeed.HOST_TOOLS]: no('Service addresses of pods are translated in Open vSwitch; antctl and ovs-ofctl show them.'),
  },
  combinations: [
    {
      need: CniNeed.WINDOWS,
      affects: [CniNeed.EGRESS_GATEWAY, CniNeed.FLOW_LOGS],
      answer: conditional('On Linux nodes only.'),
    },
    {
      need: CniNeed.WINDOWS,
      affects: [
        CniNeed.IPV6, CniNeed.ENCRYPTION, CniNeed.IPSEC, CniNeed.HOST_FIREWALL, CniNeed.L7, CniNeed.MULTI_CLUSTER, CniNeed.WITHOUT_KUBE_PROXY,
      ],
      answer: unknown('Whether it works on Windows nodes was not examined.'),
    },
    {
      need: CniNeed.NFTABLES,
      affects: [CniNeed.DSR],
      answer: unknown('Whether it works with proxyAll off was not examined.'),
    },
  ],
  corrections: [],
};
