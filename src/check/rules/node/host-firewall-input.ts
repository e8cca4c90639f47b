import { Service } from '../../../cluster/served/service';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const hostFirewallInput: NftablesRule = {
  id: 'host-firewall-input',
  title: 'Node firewalls no longer see Service traffic',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs'],
  description: 'In IPVS mode, packets to Services are first delivered to the node, so rules at its INPUT hook (ufw, firewalld, host endpoint '
    + 'policies; Talos\' ingress firewall until it moved in front of kube-proxy) see them with the address and port of the Service. In nftables '
    + 'mode, as in iptables mode, the destination is rewritten earlier, and the packets pass only the FORWARD hook, as packets to a pod. Rules '
    + 'that restrict access to NodePorts, load balancers and external IPs silently stop working.',
  remediation: 'Look for such rules with iptables -S INPUT and, for chains at the input hook, nft list ruleset. Move them in front of '
    + 'kube-proxy\'s rules (raw PREROUTING, or a prerouting chain with a priority below -100), or use loadBalancerSourceRanges, nodePortAddresses '
    + 'or network policies instead.',
  references: ['https://github.com/siderolabs/talos/pull/10437', 'https://kep.k8s.io/3866'],
  topics: ['host-firewall'],
  * check({ cluster }) {
    const objects = [...cluster.services.values()].flatMap(service => {
      const reached = reachedBy(service);
      return reached.length > 0 ? [{ object: service, detail: reached.join(', ') }] : [];
    });
    yield* whereAny(objects, {
      message: 'Firewall rules at the node\'s INPUT hook that filter traffic to this Service have no effect in nftables '
      + 'mode.',
    });
  },
};

/** How the Service can be reached from outside. */
function reachedBy({ ports, externalIps, loadBalancerVips }: Service): string[] {
  const nodePorts = ports.filter(({ nodePort }) => nodePort !== 0).map(({ nodePort }) => nodePort);
  return [
    ...nodePorts.length > 0 ? [`NodePort ${nodePorts.join(', ')}`] : [],
    ...externalIps.length > 0 ? ['external IP'] : [],
    ...loadBalancerVips.length > 0 ? ['load balancer'] : [],
  ];
}
