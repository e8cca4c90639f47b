import { parseIp } from '../../../base/ip/address';
import { cidrContains, parseCidr } from '../../../base/ip/cidr';
import { Container } from '../../../cluster/workloads/workload';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

const RESTART = 'Restart the node-local-dns pod of each node after its kube-proxy has changed';

export const nodeLocalDns: NftablesRule = {
  id: 'node-local-dns',
  title: 'NodeLocal DNSCache is documented for iptables and IPVS mode only',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables'],
  description: 'Upstream does not document NodeLocal DNSCache with nftables mode yet. For iptables mode, it also listens on the ClusterIP of '
    + 'kube-dns: it adds the address to a dummy interface and exempts it from connection tracking with iptables rules (NOTRACK), so kube-proxy\'s '
    + 'rules do not apply. This requires iptables on the node but not iptables mode: kube-proxy\'s nftables rules also match new tracked '
    + 'connections only. For IPVS mode, it listens only on a link-local address, which kubelet passes to pods (clusterDNS) and which does not '
    + 'depend on kube-proxy. However, its own connections to the ClusterIP of kube-dns-upstream come from the host network and hang when IPVS '
    + 'mode ends.',
  remediation: `${RESTART}, and resolve a name from a pod on a changed node before you continue.`,
  references: [
    'https://github.com/kubernetes/dns/issues/682',
    'https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/',
  ],
  * check(context) {
    for (const workload of context.cluster.workloads.values()) {
      const container = workload.containers.find(({ image }) => image.name === 'k8s-dns-node-cache');
      if (!container || workload.kind !== 'DaemonSet') continue;
      const addresses = localAddressesOf(container);
      const object = { object: workload, detail: addresses.length > 0 ? `-localip ${addresses.join(',')}` : 'no -localip' };
      const takesClusterIp = addresses.some(address => isClusterIp(address, context));
      yield {
        message: MESSAGES[context.mode === 'ipvs' ? 'ipvs' : 'iptables'][takesClusterIp || addresses.length === 0 ? 'clusterIp' : 'ownAddress'],
        objects: [object],
        severity: context.mode === 'ipvs' || takesClusterIp || addresses.length === 0 ? FindingSeverity.WARNING : FindingSeverity.INFO,
        remediation: takesClusterIp || addresses.length === 0
          ? `${RESTART}. Then check that iptables-save -t raw on the node shows NOTRACK rules for its addresses, and resolve a name from a pod there.`
          : undefined,
      };
    }
  },
};

const MESSAGES = {
  iptables: {
    clusterIp: 'NodeLocal DNSCache takes over the ClusterIP of kube-dns with iptables rules; upstream does not confirm that this works with '
      + 'nftables mode.',
    ownAddress: 'NodeLocal DNSCache listens on its own address, which does not depend on kube-proxy\'s mode.',
  },
  ipvs: {
    clusterIp: 'NodeLocal DNSCache is set up as for iptables mode, with the ClusterIP of kube-dns. kube-ipvs0 currently holds that address; in '
      + 'nftables mode, only NodeLocal DNSCache holds it, and upstream does not confirm that this works.',
    ownAddress: 'NodeLocal DNSCache keeps its own address, but its connections to the cluster DNS hang when IPVS mode ends.',
  },
} as const;

/** The flag may have one hyphen or two, and its value with it or behind it. */
function localAddressesOf({ command }: Container): string[] {
  const words = command.flatMap(word => word.split(/[\s=]+/));
  const at = words.findIndex(word => /^--?localip$/.test(word));
  return at < 0 ? [] : (words[at + 1] ?? '').split(',').filter(text => text !== '');
}

const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'].flatMap(text => parseCidr(text) ?? []);

/** Without Services every address counts as a ClusterIP that is not link-local. */
function isClusterIp(text: string, { cluster: { services } }: NftablesContext): boolean {
  const address = parseIp(text);
  if (!address) return true;
  if (services.size === 0) return !LINK_LOCAL.some(cidr => cidrContains(cidr, address.text));
  const clusterIps = [...services.values()].flatMap(service => [service.clusterIps.ip, service.clusterIps.ip6]);
  return clusterIps.some(clusterIp => clusterIp !== undefined && parseIp(clusterIp)?.text === address.text);
}
