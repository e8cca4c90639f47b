import { describeNodePorts, servedServices } from '../../../cluster/inventory/service-frontends';
import { isSet } from '../../../programs/kube-proxy/migration-steps';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const nodePortLinkLocal: NftablesRule = {
  id: 'node-port-link-local',
  title: 'NodePorts do not answer on IPv6 link-local addresses',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['iptables'],
  description: 'Without nodePortAddresses, iptables mode serves NodePorts on every local address, including the link-local ones (fe80::/10) that '
    + 'a neighbor on the same link may use. It does so only for endpoints that the node reaches through the same link: for others, such as pods '
    + 'of the node itself, the kernel refuses to forward packets from a link-local source. In nftables mode, the default is the Node\'s own '
    + 'address. IPVS mode does not serve them.',
  remediation: 'Let clients use the Node\'s own address. Setting nodePortAddresses to ::/0 besides the entries for IPv4 keeps the current '
    + 'behavior, with the same restriction to endpoints on the same link.',
  references: ['https://kep.k8s.io/3866', 'https://kubernetes.io/docs/reference/networking/virtual-ips/#migrating-from-iptables-mode-to-nftables'],
  topics: ['node-port-link-local'],
  * check(context) {
    const { cluster, configuration, planned } = context;
    if (isSet(configuration.nodePortAddresses) || isSet(planned.nodePortAddresses)) return;
    const candidates = servedServices(cluster).filter(service => service.hasNodePorts && service.clusterIps.ip6 !== undefined);
    const { changed, undecided } = context.changedBy(nodePortLinkLocal.topics!, candidates);
    const objects = [...changed.map(({ service }) => service), ...undecided]
      .map(object => ({ object, detail: describeNodePorts(object.ports) }));
    yield* whereAny(objects, {
      message: 'NodePorts currently answer on IPv6 link-local addresses of the nodes, for endpoints on the same link; in '
      + 'nftables mode, they do not.',
    });
  },
};
