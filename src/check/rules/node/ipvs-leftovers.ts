import { leftoverChains } from '../../../programs/kube-proxy/leftovers';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipvsLeftovers: NftablesRule = {
  id: 'ipvs-leftovers',
  title: 'IPVS mode leaves sets and sysctls behind',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs'],
  description: 'At startup in nftables mode, kube-proxy flushes the whole IPVS table of the node, including entries of other software '
    + '(ipvs.excludeCIDRs does not protect them), and removes kube-ipvs0, its chains and the IPv4 ipsets. The IPv6 ipsets (KUBE-6-*) stay, as do '
    + 'the sysctls net.ipv4.vs.*, net.ipv4.ip_forward and, with strictARP, net.ipv4.conf.all.arp_ignore and arp_announce. Up to 1.33, the chains '
    + 'KUBE-MARK-MASQ, KUBE-PROXY-FIREWALL and KUBE-PROXY-CANARY stay as well. None of these cause problems.',
  remediation: 'Reboot the nodes at a convenient time, or clean up by hand: ipset list -n, and ipset destroy for each KUBE-6-* set; sysctl -w for '
    + 'the sysctls.',
  references: ['https://kep.k8s.io/3866', 'https://github.com/kubernetes/kubernetes/tree/v1.36.0/pkg/proxy/ipvs'],
  * check({ targetMinor, configuration, configurationObjects }) {
    const chains = leftoverChains(targetMinor);
    const left = [
      'the KUBE-6-* ipsets',
      ...chains.length > 0 ? [`the chains ${chains.slice(0, -1).join(', ')} and ${chains.at(-1)}`] : [],
      `the sysctls of IPVS mode${configuration.ipvs?.strictARP ? ' and of strictARP' : ''}`,
    ];
    yield { message: `After the change, these remain on the node until it reboots: ${left.join('; ')}.`, objects: configurationObjects };
  },
};
