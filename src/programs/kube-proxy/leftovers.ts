/** The first minor whose cleanup removes the chains below: kubernetes `pkg/proxy/iptables/cleanup.go` and `pkg/proxy/ipvs/cleanup.go`. */
const CLEANS_SHARED_CHAINS = 34;

/** The chains of other modes that kube-proxy of a version leaves on a node when it starts in nftables mode. */
export function leftoverChains(minor: number): readonly string[] {
  return minor < CLEANS_SHARED_CHAINS ? ['KUBE-MARK-MASQ', 'KUBE-PROXY-FIREWALL', 'KUBE-PROXY-CANARY'] : [];
}
