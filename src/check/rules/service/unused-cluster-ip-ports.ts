import { servedServices } from '../../../cluster/inventory/service-frontends';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** From this minor on kube-proxy knows the ServiceCIDRs by default (gate MultiCIDRServiceAllocator). */
const SERVICE_CIDR_MINOR = 33;

const REFUSED = 'Packets to ports of ClusterIPs that no Service defines, and pings of ClusterIPs, will be refused; today they leave the node, and clients wait '
  + 'for a timeout.';
const DROPPED = 'Packets to addresses of the ServiceCIDRs that belong to no Service will be dropped; today they leave the node.';

export const unusedClusterIpPorts: NftablesRule = {
  id: 'unused-cluster-ip-ports',
  title: 'Unused ports and addresses of the Service network no longer leave the node',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'iptables mode has rules for the ports of Services alone: all other packets to ClusterIPs follow the default route. IPVS and nftables mode '
    + 'refuse other ports of a ClusterIP, and ping. nftables mode drops packets to addresses of the ServiceCIDRs that no Service has; kube-proxy knows the '
    + 'ServiceCIDRs from 1.33 on.',
  remediation: 'Nothing is to be done, unless a part of the ServiceCIDR is used for something else, which has to move first.',
  references: ['https://github.com/kubernetes/kubernetes/issues/122692', 'https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-nftables'],
  * check({ cluster, mode, targetMinor, configurationObjects }) {
    if (servedServices(cluster).length === 0) return;
    const messages = [...mode === 'iptables' ? [REFUSED] : [], ...targetMinor >= SERVICE_CIDR_MINOR ? [DROPPED] : []];
    if (messages.length > 0) yield { message: messages.join(' '), objects: configurationObjects };
  },
};
