import { CniNeed } from '../need';
import { conditional, correction, no, Plugin, unknown, yes } from '../plugin';

/** flannel 0.28. */
export const FLANNEL: Plugin = {
  id: 'flannel',
  name: 'flannel',
  version: '0.28',
  dataPlane: 'kernel routes, VXLAN or WireGuard',
  kernel: 'any that Kubernetes supports',
  sources: [
    'https://github.com/flannel-io/flannel/blob/v0.28.9/Documentation/backends.md',
    'https://github.com/flannel-io/flannel/blob/v0.28.9/Documentation/configuration.md',
  ],
  answers: {
    [CniNeed.WINDOWS]: yes('The backends vxlan and host-gw run on Windows nodes.'),
    [CniNeed.IPV6]: yes('IPv6 and dual stack.'),
    [CniNeed.NFTABLES]: yes('flannel masquerades in rules of its own and reads none of kube-proxy\'s. k3s runs its embedded flannel with iptables in any case (k3s-io/k3s#12849).', 'https://github.com/k3s-io/k3s/issues/12849'),
    [CniNeed.WITHOUT_KUBE_PROXY]: no('flannel does not serve Services.'),
    [CniNeed.WITHOUT_IPTABLES]: conditional('Set EnableNFTables, which is experimental and off by default; without it flannel calls iptables, which RHEL 10, for example, does not have. k3s cannot set it for its embedded flannel.', 'https://github.com/kubernetes-sigs/kubespray/issues/13291'),
    [CniNeed.DSR]: no('flannel does not serve Services, and kube-proxy does not have direct server return.'),
    [CniNeed.MAGLEV]: no('flannel does not serve Services, and kube-proxy in nftables mode chooses endpoints at random.'),
    [CniNeed.LOAD_BALANCER_ADDRESSES]: no('flannel does not announce addresses; MetalLB or a cloud has to.'),
    [CniNeed.NETWORK_POLICY]: conditional('flanneld does not enforce policies. The chart adds kube-network-policies with `netpol.enabled: true` (from 0.25.5); k3s brings kube-router\'s policy controller, and Talos 1.13 sets kubeNetworkPoliciesEnabled.'),
    [CniNeed.CLUSTER_POLICY]: unknown('The add-on kube-network-policies has ClusterNetworkPolicy; whether it works as flannel\'s chart deploys it was not tried.'),
    [CniNeed.POLICY_ORDER]: unknown('The add-on kube-network-policies has the tiers of ClusterNetworkPolicy; whether it works as flannel\'s chart deploys it was not tried.'),
    [CniNeed.L7]: no('Neither flannel nor its policy add-on reads requests.'),
    [CniNeed.FQDN]: no('Policies by DNS name are not part of it.'),
    [CniNeed.HOST_FIREWALL]: no('Policies for nodes are not part of it.'),
    [CniNeed.ENCRYPTION]: yes('The backend wireguard encrypts between nodes (UDP 51820, and 51821 for IPv6).'),
    [CniNeed.IPSEC]: conditional('The backend ipsec is experimental.'),
    [CniNeed.MUTUAL_TLS]: conditional('Not by flannel itself; Istio ambient on top has it, and needs nothing set in flannel.'),
    [CniNeed.ISTIO_AMBIENT]: yes('Nothing has to be set.'),
    [CniNeed.FLOW_LOGS]: no('Flow logs are not part of it.'),
    [CniNeed.L7_FLOWS]: no('Flow logs are not part of it.'),
    [CniNeed.BGP]: no('flannel does not speak BGP.'),
    [CniNeed.EGRESS_GATEWAY]: no('Egress gateways are not part of it.'),
    [CniNeed.MULTI_CLUSTER]: no('flannel knows one cluster.'),
    [CniNeed.GATEWAY_API]: no('Any implementation of Gateway API can be installed beside it.'),
    [CniNeed.FIXED_ADDRESSES]: unknown('Not examined.'),
    [CniNeed.HOST_TOOLS]: yes('Routes, VXLAN and rules are those of the kernel, and Services are in kube-proxy\'s tables.'),
  },
  combinations: [
    {
      need: CniNeed.WINDOWS,
      affects: [CniNeed.ENCRYPTION, CniNeed.IPSEC],
      answer: no('Windows nodes need the backend vxlan or host-gw, and a cluster has one backend.'),
    },
    {
      need: CniNeed.WINDOWS,
      affects: [CniNeed.NETWORK_POLICY, CniNeed.IPV6],
      answer: unknown('Whether it works on Windows nodes was not examined.'),
    },
  ],
  corrections: [
    correction(
      'flannel is VXLAN or host-gw',
      'WireGuard, too; ipsec and others are experimental',
      'https://github.com/flannel-io/flannel/blob/v0.28.9/Documentation/backends.md',
    ),
    correction(
      'flannel has no network policies',
      'flanneld has none; the chart brings kube-network-policies (from 0.25.5), k3s brings kube-router\'s controller',
      'https://github.com/flannel-io/flannel/blob/v0.28.9/Documentation/netpol.md',
      'https://docs.k3s.io/networking/networking-services#network-policy-controller',
    ),
    correction(
      'flannel has no encryption',
      'The backend wireguard',
      'https://github.com/flannel-io/flannel/blob/v0.28.9/Documentation/backends.md#wireguard',
    ),
  ],
};
