/**
 * What a cluster can ask of its network plugin.
 */
export enum CniNeed {
  /** Nodes that run Windows. */
  WINDOWS = 'windows',
  /** IPv6, alone or beside IPv4. */
  IPV6 = 'ipv6',
  /** kube-proxy in nftables mode. */
  NFTABLES = 'nftables',
  /** Services without kube-proxy. */
  WITHOUT_KUBE_PROXY = 'without-kube-proxy',
  /** Nodes that do not have iptables. */
  WITHOUT_IPTABLES = 'without-iptables',
  /** Direct server return: answers do not pass the node that balanced the request. */
  DSR = 'dsr',
  /** Consistent hashing of Services by Maglev. */
  MAGLEV = 'maglev',
  /** Addresses for Services of type LoadBalancer without a cloud. */
  LOAD_BALANCER_ADDRESSES = 'load-balancer-addresses',
  /** NetworkPolicy of Kubernetes. */
  NETWORK_POLICY = 'network-policy',
  /** Policies for the whole cluster. */
  CLUSTER_POLICY = 'cluster-policy',
  /** Policies with an order, or in tiers. */
  POLICY_ORDER = 'policy-order',
  /** Policies about requests, such as methods and paths of HTTP. */
  L7 = 'l7',
  /** Policies that name hosts outside the cluster by DNS names. */
  FQDN = 'fqdn',
  /** Policies for the nodes themselves. */
  HOST_FIREWALL = 'host-firewall',
  /** Encryption of traffic between nodes, by WireGuard or IPsec. */
  ENCRYPTION = 'encryption',
  /** Encryption by IPsec, where WireGuard's ciphers are not allowed. */
  IPSEC = 'ipsec',
  /** Mutual TLS with an identity for each workload. */
  MUTUAL_TLS = 'mutual-tls',
  /** Istio in ambient mode on top. */
  ISTIO_AMBIENT = 'istio-ambient',
  /** Logs of flows, with the verdicts of policies. */
  FLOW_LOGS = 'flow-logs',
  /** Logs of requests, and a map of which Services call which. */
  L7_FLOWS = 'l7-flows',
  /** Routes exchanged with the fabric by BGP. */
  BGP = 'bgp',
  /** Fixed source addresses for traffic that leaves the cluster. */
  EGRESS_GATEWAY = 'egress-gateway',
  /** Services and policies across clusters. */
  MULTI_CLUSTER = 'multi-cluster',
  /** An implementation of Gateway API that comes with the plugin. */
  GATEWAY_API = 'gateway-api',
  /** Pods whose addresses are fixed or chosen. */
  FIXED_ADDRESSES = 'fixed-addresses',
  /** Debugging with the tools of a Linux host, such as nft and tcpdump. */
  HOST_TOOLS = 'host-tools',
}
