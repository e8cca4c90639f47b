import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipvsTools: NftablesRule = {
  id: 'ipvs-tools',
  title: 'Tools that read IPVS or kube-ipvs0 stop working',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs'],
  description: 'In IPVS mode, the interface kube-ipvs0 of every node holds all Service addresses, and ipvsadm shows the virtual servers. Other '
    + 'software may depend on this: routing daemons that redistribute connected routes, processes that bind to a Service address, health probes, '
    + 'and monitoring with ipvsadm or /proc/net/ip_vs (node_exporter\'s ipvs collector). Other IPVS users (keepalived, kube-vip\'s IPVS load '
    + 'balancer) lose their entries at every start of kube-proxy in nftables mode.',
  remediation: 'Announce addresses with a load balancer controller (MetalLB, Calico\'s serviceExternalIPs and serviceLoadBalancerIPs), and '
    + 'replace ipvsadm with nft list table ip kube-proxy, conntrack -L, and the metrics kubeproxy_sync_proxy_rules_*.',
  references: ['https://kep.k8s.io/3866', 'https://github.com/kubernetes/kubernetes/issues/134147', 'https://github.com/metallb/metallb/issues/637'],
  * check({ configurationObjects }) {
    yield { message: 'kube-ipvs0 and the IPVS virtual servers disappear; software on the nodes that reads them stops '
      + 'working.', objects: configurationObjects };
  },
};
