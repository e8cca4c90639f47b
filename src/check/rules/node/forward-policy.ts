import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { CurrentMode, NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

/** What works today on a node that drops by default. */
const WORKS: Readonly<Record<CurrentMode, string>> = {
  ipvs: 'all traffic of Services',
  iptables: 'traffic of Services whose source is rewritten (NodePorts, and load balancers with externalTrafficPolicy Cluster), and every answer',
  nftables: 'nothing',
};

export const forwardPolicy: NftablesRule = {
  id: 'forward-policy',
  title: 'A FORWARD policy of DROP stops traffic of Services',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables'],
  description: 'In the modes iptables and IPVS kube-proxy\'s chain KUBE-FORWARD accepts forwarded packets that it has marked for a new source, and all packets of '
    + 'established connections. nftables mode has no such rules. On nodes whose FORWARD policy is DROP, as Docker sets it, or with a firewall that '
    + 'drops what is forwarded, traffic of Services then stops unless the CNI plugin accepts that of its pods, as Calico, Flannel and others do; '
    + 'connections of the node itself to ClusterIPs work.',
  remediation: 'Look at iptables -S FORWARD and ip6tables -S FORWARD, and nft list ruleset for other chains at the forward hook. If the policy is DROP and no rule '
    + 'accepts the pods\' addresses, set iptables -P FORWARD ACCEPT, or accept them: iptables -A FORWARD -s POD_CIDR -j ACCEPT and -d POD_CIDR.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/39823',
    'https://github.com/kubernetes/kubernetes/issues/59656',
    'https://docs.docker.com/engine/network/packet-filtering-firewalls/',
  ],
  * check({ showsCluster, mode, configurationObjects }: NftablesContext) {
    if (!showsCluster) return;
    yield {
      message: `Where nodes drop forwarded packets by default, ${WORKS[mode]} works today thanks to kube-proxy, and stops in nftables mode unless the CNI plugin accepts it.`,
      objects: configurationObjects,
    };
  },
};
