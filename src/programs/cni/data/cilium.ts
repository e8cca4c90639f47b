import { CniNeed } from '../need';
import { conditional, correction, no, Plugin, unknown, yes } from '../plugin';

const DOCS = 'https://docs.cilium.io/en/v1.20/';

/** Cilium 1.20. */
export const CILIUM: Plugin = {
  id: 'cilium',
  name: 'Cilium',
  version: '1.20',
  dataPlane: 'eBPF (tc or tcx, XDP, cgroup)',
  kernel: '5.10',
  sources: [
    'https://docs.cilium.io/en/v1.20/network/kubernetes/kubeproxy-free/',
    'https://docs.cilium.io/en/v1.20/security/policy/',
  ],
  answers: {
    [CniNeed.WINDOWS]: no('The agent runs on Linux only.', `${DOCS}operations/system_requirements/`),
    [CniNeed.IPV6]: yes('IPv6 and dual stack.'),
    [CniNeed.NFTABLES]: conditional('With kubeProxyReplacement off. Cilium neither reads nor writes kube-proxy\'s tables; upstream says nothing for or against this mode.'),
    [CniNeed.WITHOUT_KUBE_PROXY]: yes('kubeProxyReplacement: true. Services differ from kube-proxy\'s in some points: `cdk8s-nftables migrate --goal cilium` lists them.'),
    [CniNeed.WITHOUT_IPTABLES]: conditional('With kubeProxyReplacement and BPF masquerading the mode of iptables does not matter; otherwise the image\'s own iptables-nft writes rules.'),
    [CniNeed.DSR]: yes('loadBalancer.mode dsr or hybrid, with dispatch opt, ipip or geneve. TCP Fast Open breaks with it.'),
    [CniNeed.MAGLEV]: yes('loadBalancer.algorithm: maglev, or an annotation on a Service.'),
    [CniNeed.LOAD_BALANCER_ADDRESSES]: yes('LoadBalancer IPAM, announced by BGP, in layer 2, or from addresses of nodes.', `${DOCS}network/lb-ipam/`),
    [CniNeed.NETWORK_POLICY]: yes('NetworkPolicy is enforced, but an ipBlock never selects pods or nodes of the cluster.', `${DOCS}security/policy/kubernetes/`),
    [CniNeed.CLUSTER_POLICY]: yes('CiliumClusterwideNetworkPolicy; ClusterNetworkPolicy from 1.20, off by default.', `${DOCS}security/policy/kubernetes/`, `${DOCS}network/kubernetes/policy/`),
    [CniNeed.POLICY_ORDER]: conditional('Cilium\'s own policies do not have an order: a deny always wins. ClusterNetworkPolicy (1.20, off by default) has the tiers Admin and Baseline.', `${DOCS}security/policy/deny/`, `${DOCS}network/kubernetes/policy/`),
    [CniNeed.L7]: yes('HTTP, DNS and TLS server names, by Envoy. Rules for Kafka were removed in 1.20.', `${DOCS}security/policy/layer7/`),
    [CniNeed.FQDN]: yes('toFQDNs.', `${DOCS}security/dns/`),
    [CniNeed.HOST_FIREWALL]: yes('CiliumClusterwideNetworkPolicy with a nodeSelector.', `${DOCS}security/host-firewall/`),
    [CniNeed.ENCRYPTION]: yes('WireGuard or IPsec; ztunnel from 1.19 (beta, TCP only).', `${DOCS}security/network/encryption/`),
    [CniNeed.IPSEC]: yes('IPsec, with the key in a Secret.', `${DOCS}security/network/encryption-ipsec/`),
    [CniNeed.MUTUAL_TLS]: conditional('By ztunnel encryption, from 1.19: beta, and TCP only.', `${DOCS}security/network/encryption-ztunnel/`),
    [CniNeed.ISTIO_AMBIENT]: conditional('Set cni.exclusive: false and, where Cilium serves Services, socketLB.hostNamespaceOnly: true; bpf.hostLegacyRouting: true keeps probes of enrolled pods working.', `${DOCS}network/servicemesh/istio/`),
    [CniNeed.FLOW_LOGS]: yes('Hubble, with Relay, UI and metrics.', `${DOCS}observability/hubble/`),
    [CniNeed.L7_FLOWS]: yes('Hubble shows requests of pods that an L7 policy selects, and a service map.', `${DOCS}observability/visibility/`),
    [CniNeed.BGP]: yes('CiliumBGPClusterConfig, CiliumBGPPeerConfig and CiliumBGPAdvertisement (GoBGP); it does not reflect routes.', `${DOCS}network/bgp-control-plane/bgp-control-plane/`),
    [CniNeed.EGRESS_GATEWAY]: yes('CiliumEgressGatewayPolicy.', `${DOCS}network/egress-gateway/egress-gateway/`),
    [CniNeed.MULTI_CLUSTER]: yes('ClusterMesh with 255 or 511 clusters, and the Multi-Cluster Services API.', `${DOCS}network/clustermesh/intro/`, `${DOCS}network/clustermesh/mcsapi/`),
    [CniNeed.GATEWAY_API]: yes('gatewayAPI.enabled.', `${DOCS}network/servicemesh/gateway-api/gateway-api/`),
    [CniNeed.FIXED_ADDRESSES]: unknown('Pools can be chosen by annotation; whether a pod can keep one address was not examined.', `${DOCS}network/concepts/ipam/multi-pool/`),
    [CniNeed.HOST_TOOLS]: no('nft and tcpdump do not show Service addresses: the socket already has the address of the endpoint. cilium-dbg and Hubble do.'),
  },
  combinations: [
    {
      need: CniNeed.NFTABLES,
      affects: [CniNeed.DSR, CniNeed.MAGLEV],
      answer: no('It is part of the kube-proxy replacement.'),
    },
    {
      need: CniNeed.ISTIO_AMBIENT,
      affects: [CniNeed.L7],
      answer: no('An L7 policy on enrolled pods breaks their mutual TLS: write L7 rules for waypoints.'),
    },
    {
      need: CniNeed.ISTIO_AMBIENT,
      affects: [CniNeed.MUTUAL_TLS],
      answer: conditional('By Istio ambient. Cilium\'s ztunnel encryption should be off then: both want the same Namespaces\' traffic.'),
    },
    {
      need: CniNeed.ISTIO_AMBIENT,
      affects: [CniNeed.L7_FLOWS],
      answer: conditional('Only of pods that are not enrolled: Hubble sees HBONE on port 15008, not the requests in it.'),
    },
  ],
  corrections: [
    correction(
      'Cilium\'s BGP came with 1.10',
      'That speaker and CiliumBGPPeeringPolicy are gone (1.19): CiliumBGPClusterConfig, CiliumBGPPeerConfig and CiliumBGPAdvertisement',
      'https://docs.cilium.io/en/v1.19/operations/upgrade/',
      'https://docs.cilium.io/en/v1.20/network/bgp-control-plane/bgp-control-plane/',
    ),
    correction(
      'Cilium has policies for Kafka topics',
      'Removed in 1.20',
      'https://github.com/cilium/cilium/blob/v1.20.0/pkg/k8s/apis/cilium.io/client/crds/v2/ciliumnetworkpolicies.yaml',
    ),
  ],
};
