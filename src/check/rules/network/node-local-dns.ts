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
  description: 'Upstream has not yet said how NodeLocal DNSCache is to be set up beside nftables mode. For iptables mode it listens on the ClusterIP of kube-dns '
    + 'as well: it holds the address on a dummy interface, and exempts it from connection tracking with rules of iptables (NOTRACK), so that kube-proxy\'s '
    + 'rules don\'t apply. That needs iptables on the node, not kube-proxy in iptables mode: kube-proxy\'s nftables rules look at new tracked '
    + 'connections alone, too. For IPVS mode it listens on a link-local address only, which kubelet gives to pods (clusterDNS); that doesn\'t depend on '
    + 'kube-proxy. But its own connections to the ClusterIP of kube-dns-upstream come from the host\'s network, and hang when IPVS mode ends.',
  remediation: `${RESTART}, and resolve a name from a pod on a node that has changed before you go on.`,
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
          ? `${RESTART}. Then see that iptables-save -t raw on the node shows NOTRACK rules for its addresses, and resolve a name from a pod there.`
          : undefined,
      };
    }
  },
};

const MESSAGES = {
  iptables: {
    clusterIp: 'NodeLocal DNSCache takes over the ClusterIP of kube-dns with iptables rules; upstream doesn\'t say that this holds beside nftables mode.',
    ownAddress: 'NodeLocal DNSCache listens on an address of its own, which doesn\'t depend on kube-proxy\'s mode.',
  },
  ipvs: {
    clusterIp: 'NodeLocal DNSCache is set up as for iptables mode, with the ClusterIP of kube-dns. kube-ipvs0 holds that address today; in nftables mode '
      + 'NodeLocal DNSCache holds it alone, and upstream doesn\'t say that this works.',
    ownAddress: 'NodeLocal DNSCache keeps its own address, but its connections to the cluster\'s DNS hang when IPVS mode ends.',
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
