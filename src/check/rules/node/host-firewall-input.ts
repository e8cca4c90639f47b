import { Service } from '../../../cluster/served/service';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const hostFirewallInput: NftablesRule = {
  id: 'host-firewall-input',
  title: 'Firewalls on the nodes no longer see traffic of Services',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs'],
  description: 'In IPVS mode packets to Services are delivered to the node first, so that rules at its INPUT hook (ufw, firewalld, '
    + 'host endpoint policies; Talos\' ingress firewall until it moved in front of kube-proxy) see them with the Service\'s address and port. In nftables mode, as in iptables mode, the destination is rewritten before, and '
    + 'they pass the FORWARD hook alone, as packets to a pod: rules that keep clients off NodePorts, load balancers and external IPs silently stop working.',
  remediation: 'Look for such rules: iptables -S INPUT, and chains at the input hook in nft list ruleset. Move them before kube-proxy\'s (raw PREROUTING, or a '
    + 'prerouting chain of a priority below -100), or use loadBalancerSourceRanges, nodePortAddresses or network policies in their place.',
  references: ['https://github.com/siderolabs/talos/pull/10437', 'https://kep.k8s.io/3866'],
  * check({ cluster }) {
    const objects = [...cluster.services.values()].flatMap(service => {
      const reached = reachedBy(service);
      return reached.length > 0 ? [{ object: service, detail: reached.join(', ') }] : [];
    });
    yield* whereAny(objects, { message: 'Rules at the node\'s INPUT hook that filter traffic to this Service have no effect in nftables mode.' });
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
