import { describeNodePorts, servedServices } from '../../../cluster/inventory/service-frontends';
import { isSet } from '../../../programs/kube-proxy/migration-steps';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const nodePortLinkLocal: NftablesRule = {
  id: 'node-port-link-local',
  title: 'No NodePorts on IPv6 link-local addresses',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['iptables'],
  description: 'Without nodePortAddresses iptables mode serves NodePorts on every local address, and so on the link-local ones (fe80::/10) that a '
    + 'neighbour on the same link may use. In nftables mode the default is the Node\'s own address. IPVS mode never served them.',
  remediation: 'Let clients use the Node\'s own address, or set nodePortAddresses to ::/0 beside the entries for IPv4.',
  references: ['https://kep.k8s.io/3866', 'https://kubernetes.io/docs/reference/networking/virtual-ips/#migrating-from-iptables-mode-to-nftables'],
  * check({ cluster, configuration, planned }) {
    if (isSet(configuration.nodePortAddresses) || isSet(planned.nodePortAddresses)) return;
    const objects = servedServices(cluster).filter(service => service.hasNodePorts && service.clusterIps.ip6 !== undefined)
      .map(object => ({ object, detail: describeNodePorts(object.ports) }));
    yield* whereAny(objects, { message: 'IPv6 link-local addresses of the nodes answer to NodePorts today, and will no longer.' });
  },
};
