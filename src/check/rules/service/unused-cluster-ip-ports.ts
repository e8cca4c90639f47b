import { servedServices } from '../../../cluster/inventory/service-frontends';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** From this minor on kube-proxy knows the ServiceCIDRs by default (gate MultiCIDRServiceAllocator). */
const SERVICE_CIDR_MINOR = 33;

const REFUSED = 'Packets to ports of ClusterIPs that no Service defines, and pings of ClusterIPs, will be refused; currently, they leave the '
  + 'node, and clients wait for a timeout.';
const DROPPED = 'Packets to addresses of the ServiceCIDRs that do not belong to a Service will be dropped; currently, they leave the node.';

export const unusedClusterIpPorts: NftablesRule = {
  id: 'unused-cluster-ip-ports',
  title: 'Packets to unused Service addresses and ports stay on the node',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'iptables mode has rules for the ports of Services only: all other packets to ClusterIPs follow the default route. IPVS and '
    + 'nftables mode refuse other ports of a ClusterIP, and ping. nftables mode drops packets to unallocated addresses of the ServiceCIDRs, which '
    + 'kube-proxy knows from 1.33. If kube-proxy learns the ServiceCIDRs only after its first sync, this rule is missing until the next full '
    + 'sync, up to one hour later.',
  remediation: 'No action is required unless a part of the ServiceCIDR is used for something else, which must move first.',
  references: ['https://github.com/kubernetes/kubernetes/issues/122692', 'https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-nftables'],
  topics: ['unused-cluster-ips'],
  * check({ cluster, mode, targetMinor, configurationObjects }) {
    if (servedServices(cluster).length === 0) return;
    const messages = [...mode === 'iptables' ? [REFUSED] : [], ...targetMinor >= SERVICE_CIDR_MINOR ? [DROPPED] : []];
    if (messages.length > 0) yield { message: messages.join(' '), objects: configurationObjects };
  },
};
