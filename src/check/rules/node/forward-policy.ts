import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { CurrentMode, NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

/** What kube-proxy accepts on a node that drops by default. */
const WORKS: Readonly<Record<CurrentMode, string>> = {
  ipvs: 'all Service traffic',
  iptables: 'masqueraded Service traffic (NodePorts, and load balancers with externalTrafficPolicy Cluster) and all replies',
  nftables: 'nothing',
};

export const forwardPolicy: NftablesRule = {
  id: 'forward-policy',
  title: 'A FORWARD policy of DROP stops Service traffic',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables'],
  description: 'In iptables and IPVS mode, kube-proxy\'s chain KUBE-FORWARD accepts forwarded packets that it has marked for masquerading, and '
    + 'all packets of established connections. nftables mode does not have such rules. If the FORWARD policy of a node is DROP, as Docker sets '
    + 'it, or a firewall drops forwarded packets, Service traffic stops unless the CNI plugin accepts the traffic of its pods, as Calico, flannel '
    + 'and others do. Connections from the node itself to ClusterIPs work. Where kube-proxy rejects forwarded packets (no endpoints, unused '
    + 'ports), clients then wait for a timeout instead.',
  remediation: 'Check iptables -S FORWARD and ip6tables -S FORWARD, and nft list ruleset for other chains at the forward hook. If the policy is '
    + 'DROP and no rule accepts the addresses of pods, set iptables -P FORWARD ACCEPT, or accept them: iptables -A FORWARD -s POD_CIDR -j ACCEPT '
    + 'and -d POD_CIDR.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/39823',
    'https://github.com/kubernetes/kubernetes/issues/59656',
    'https://docs.docker.com/engine/network/packet-filtering-firewalls/',
  ],
  topics: ['forward-policy'],
  * check({ showsCluster, mode, configurationObjects }: NftablesContext) {
    if (!showsCluster) return;
    yield {
      message: `On nodes that drop forwarded packets by default, kube-proxy currently accepts ${WORKS[mode]}; in nftables mode, this traffic stops unless the CNI `
        + 'plugin accepts it.',
      objects: configurationObjects,
    };
  },
};
