import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const iptablesLeftovers: NftablesRule = {
  id: 'iptables-leftovers',
  title: 'iptables mode leaves a chain and a sysctl behind',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['iptables'],
  description: 'At startup in nftables mode, kube-proxy removes its iptables chains. KUBE-FIREWALL stays because kubelet writes it as well: it '
    + 'drops packets to 127.0.0.0/8 that come from other hosts. net.ipv4.conf.all.route_localnet stays 1 if NodePorts were served on localhost; '
    + 'without that chain, packets from the network could then reach services that listen on localhost only. kube-proxy 1.34 removes nothing if '
    + 'only one of iptables and ip6tables works.',
  remediation: 'Reboot the nodes at a convenient time, or run sysctl -w net.ipv4.conf.all.route_localnet=0 if nothing else on the node needs it. '
    + 'Leave KUBE-FIREWALL to kubelet.',
  references: ['https://kep.k8s.io/3866', 'https://github.com/kubernetes/kubernetes/tree/v1.36.0/pkg/proxy/iptables'],
  * check({ showsCluster, configuration, configurationObjects }) {
    if (!showsCluster) return;
    const sysctl = configuration.iptables?.localhostNodePorts === false ? '' : ', and net.ipv4.conf.all.route_localnet stays set';
    yield { message: `After the change, the chain KUBE-FIREWALL stays on the node${sysctl}.`, objects: configurationObjects };
  },
};
