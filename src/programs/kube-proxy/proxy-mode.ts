/**
 * How kube-proxy programs the node's kernel.
 */
export enum ProxyMode {
  /** One nftables table per IP family: needs a kernel of 5.13 or newer, and Kubernetes 1.29 or newer. */
  NFTABLES = 'nftables',
  /** iptables rules: kube-proxy's own default up to Kubernetes 1.39. */
  IPTABLES = 'iptables',
  /** IPVS virtual servers and some iptables rules: deprecated from Kubernetes 1.35 (KEP-5495). */
  IPVS = 'ipvs',
}
