import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipvsConnections: NftablesRule = {
  id: 'ipvs-connections',
  title: 'Connections through IPVS break at the change',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'IPVS translates addresses by itself. When kube-proxy starts in nftables mode it flushes IPVS, and the kernel deletes its connections '
    + 'with their conntrack entries: a connection that sends before the first full sync is done hangs until TCP gives up, one to a NodePort is reset, '
    + 'and one that is silent survives only if the same endpoint is chosen again. Processes of the host network had the Service\'s own address as '
    + 'their source, which is gone with kube-ipvs0: their TCP and UDP sockets hang for good. New connections fail until the first full sync is '
    + 'done, which takes seconds in small clusters, and minutes with tens of thousands of Services (kubernetes/kubernetes#139513). Session affinity starts '
    + 'anew. Nodes are independent of one another; between iptables and nftables connections survive.',
  remediation: 'Go node by node: kubectl drain, change kube-proxy\'s mode there (or reboot), kubectl uncordon. Restart pods of the host network and '
    + 'processes of the node that are clients of Services. Where nodes are not drained, expect resets of long-lived connections.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/139513',
    'https://docs.kernel.org/networking/ipvs-sysctl.html',
    'https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/',
  ],
  * check({ configurationObjects }) {
    yield {
      message: 'Established connections through IPVS are lost on each node when its kube-proxy changes the mode, and new ones fail until its first full sync.',
      objects: configurationObjects,
    };
  },
};
