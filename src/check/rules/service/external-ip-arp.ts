import { announcesLoadBalancers } from '../../../cluster/inventory/address-announcers';
import { servedServices } from '../../../cluster/inventory/service-frontends';
import { nodeAddresses } from '../../../cluster/served/node';
import { Service } from '../../../cluster/served/service';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { ChangedService } from '../../goals/nftables/behavior/mode-changes';
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
  topics: ['neighbors'],
  * check(context) {
    if (context.configuration.ipvs?.strictARP === true) return;
    const { changed, undecided } = context.changedBy(externalIpArp.topics!, servedServices(context.cluster));
    const objects = [...changed.flatMap(changedAddresses), ...concernedServices(undecided, context)];
    if (objects.length > 0) {
      yield { message: 'If nothing else announces these addresses, clients in the nodes\' own network can no longer reach them.', objects };
    }
  },
};

function changedAddresses({ service, rows }: ChangedService): ConcernedObject[] {
  const details = rows.map(({ destination: { kind, address } }) => `${kind === 'external-ip' ? 'externalIP' : 'load balancer'} ${address}`);
  return [...new Set(details)].map(detail => ({ object: service, detail }));
}

function concernedServices(services: readonly Service[], { cluster }: NftablesContext): ConcernedObject[] {
  const ofNodes = new Set([...cluster.nodes.values()].flatMap(nodeAddresses).map(({ text }) => text));
  const isAnnounced = announcesLoadBalancers(cluster);
  const addressesOf = (service: Service) => [
    ...service.externalIps.map(address => ({ address, field: 'externalIP' })),
    ...(isAnnounced ? [] : service.loadBalancerVips).map(address => ({ address, field: 'load balancer' })),
  ].filter(({ address }) => address.family === 'ip' && !ofNodes.has(address.text));
  return services.flatMap(object => addressesOf(object).map(({ address, field }) => ({ object, detail: `${field} ${address.text}` })));
}
