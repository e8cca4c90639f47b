import { nodeAddresses } from '../../../cluster/served/node';
import { Service } from '../../../cluster/served/service';
import { announcesLoadBalancers } from '../../findings/address-announcers';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

export const externalIpArp: NftablesRule = {
  id: 'external-ip-arp',
  title: 'External addresses may no longer be answered by ARP',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs'],
  description: 'In IPVS mode, every node holds all externalIPs and load balancer addresses on kube-ipvs0. Without strictARP, it also answers ARP '
    + 'requests for them, so an unused IPv4 address of the nodes\' own network works as an externalIP without further setup. In nftables mode, no '
    + 'node holds the address, and clients on that network get no answer. Addresses that a router sends to a node, or that MetalLB, kube-vip or a '
    + 'cloud announces, continue to work. IPv6 addresses never worked this way.',
  remediation: 'Check whether something else announces the address or routes it to a node: if every node answers an arping from the nodes\' '
    + 'network, only kube-ipvs0 does. In that case, announce it with MetalLB or kube-vip, or add it to an interface of one node, before you '
    + 'change the mode of kube-proxy.',
  references: [
    'https://github.com/metallb/metallb/issues/637',
    'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
  ],
  * check(context) {
    if (context.configuration.ipvs?.strictARP === true) return;
    const objects = concernedServices(context);
    if (objects.length > 0) {
      yield { message: 'If nothing else announces these addresses, clients in the nodes\' own network can no longer reach them.', objects };
    }
  },
};

function concernedServices({ cluster }: NftablesContext): ConcernedObject[] {
  const ofNodes = new Set([...cluster.nodes.values()].flatMap(nodeAddresses).map(({ text }) => text));
  const isAnnounced = announcesLoadBalancers(cluster);
  const addressesOf = (service: Service) => [
    ...service.externalIps.map(address => ({ address, field: 'externalIP' })),
    ...(isAnnounced ? [] : service.loadBalancerVips).map(address => ({ address, field: 'load balancer' })),
  ].filter(({ address }) => address.family === 'ip' && !ofNodes.has(address.text));
  return [...cluster.services.values()].flatMap(object => addressesOf(object).map(({ address, field }) => ({ object, detail: `${field} ${address.text}` })));
}
