import { CniNeed } from './need';

/** How each need is called in texts. */
export const NEED_TITLES: Readonly<Record<CniNeed, string>> = {
  [CniNeed.WINDOWS]: 'Windows nodes',
  [CniNeed.IPV6]: 'IPv6 or dual stack',
  [CniNeed.NFTABLES]: 'kube-proxy in nftables mode',
  [CniNeed.WITHOUT_KUBE_PROXY]: 'Services without kube-proxy',
  [CniNeed.WITHOUT_IPTABLES]: 'nodes without iptables',
  [CniNeed.DSR]: 'direct server return',
  [CniNeed.MAGLEV]: 'consistent hashing (Maglev)',
  [CniNeed.LOAD_BALANCER_ADDRESSES]: 'load balancer addresses',
  [CniNeed.NETWORK_POLICY]: 'NetworkPolicy',
  [CniNeed.CLUSTER_POLICY]: 'policies for the whole cluster',
  [CniNeed.POLICY_ORDER]: 'policies with an order or tiers',
  [CniNeed.L7]: 'L7 policies',
  [CniNeed.FQDN]: 'policies by DNS name',
  [CniNeed.HOST_FIREWALL]: 'policies for nodes',
  [CniNeed.ENCRYPTION]: 'encryption between nodes',
  [CniNeed.IPSEC]: 'encryption by IPsec',
  [CniNeed.MUTUAL_TLS]: 'mutual TLS by workload identity',
  [CniNeed.ISTIO_AMBIENT]: 'Istio ambient',
  [CniNeed.FLOW_LOGS]: 'flow logs',
  [CniNeed.L7_FLOWS]: 'L7 flows and a service map',
  [CniNeed.BGP]: 'BGP',
  [CniNeed.EGRESS_GATEWAY]: 'egress gateway',
  [CniNeed.MULTI_CLUSTER]: 'multi-cluster',
  [CniNeed.GATEWAY_API]: 'Gateway API',
  [CniNeed.FIXED_ADDRESSES]: 'fixed pod addresses',
  [CniNeed.HOST_TOOLS]: 'debugging with nft and tcpdump',
};

/** Needs in the order in which they are shown. */
export const CNI_NEEDS: readonly CniNeed[] = Object.values(CniNeed);
