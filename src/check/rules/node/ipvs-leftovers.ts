import { leftoverChains } from '../../../programs/kube-proxy/leftovers';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipvsLeftovers: NftablesRule = {
  id: 'ipvs-leftovers',
  title: 'IPVS mode leaves sets and sysctls behind',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs'],
  description: 'At its start in nftables mode kube-proxy flushes the IPVS table of the node as a whole, with what others have put there (ipvs.excludeCIDRs '
    + 'does not protect it), and removes kube-ipvs0, its chains and the IPv4 ipsets. The ipsets of IPv6 (KUBE-6-*) stay, and the sysctls net.ipv4.vs.*, '
    + 'net.ipv4.ip_forward and, with strictARP, net.ipv4.conf.all.arp_ignore and arp_announce. Up to 1.33 the chains KUBE-MARK-MASQ, '
    + 'KUBE-PROXY-FIREWALL and KUBE-PROXY-CANARY stay as well. None of it is in the way.',
  remediation: 'Reboot the nodes when it suits, or clean up by hand: ipset list -n, and ipset destroy for each KUBE-6-* set; sysctl -w for those in '
    + 'question.',
  references: ['https://kep.k8s.io/3866', 'https://github.com/kubernetes/kubernetes/tree/v1.36.0/pkg/proxy/ipvs'],
  * check({ targetMinor, configuration, configurationObjects }) {
    const chains = leftoverChains(targetMinor);
    const left = [
      'the KUBE-6-* ipsets',
      ...chains.length > 0 ? [`the chains ${chains.slice(0, -1).join(', ')} and ${chains.at(-1)}`] : [],
      `the sysctls of IPVS mode${configuration.ipvs?.strictARP ? ' and of strictARP' : ''}`,
    ];
    yield { message: `After the change some of IPVS mode stays on the node until it is rebooted: ${left.join('; ')}.`, objects: configurationObjects };
  },
};
