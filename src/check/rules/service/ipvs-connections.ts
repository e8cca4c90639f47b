import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipvsConnections: NftablesRule = {
  id: 'ipvs-connections',
  title: 'Connections through IPVS break during the change',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'When kube-proxy starts in nftables mode, it flushes IPVS, and the kernel deletes its connections with their conntrack entries. A '
    + 'connection that sends before the first full sync hangs until TCP gives up, or is reset; one to a NodePort is reset; one on which both '
    + 'sides are silent (TCP keepalive counts as sending) survives only if the same endpoint is selected again. Processes of the host network '
    + 'used the Service address as their source, which disappears with kube-ipvs0: their sockets hang permanently. New connections fail until the '
    + 'first full sync, which takes seconds in small clusters and minutes with tens of thousands of Services (kubernetes/kubernetes#139513). '
    + 'Session affinity is reset. Between iptables and nftables mode, connections survive.',
  remediation: 'Change one node at a time: kubectl drain, change the mode of its kube-proxy (or reboot), kubectl uncordon. Restart hostNetwork '
    + 'pods and processes of the node that are clients of Services. If you do not drain nodes, expect resets of long-lived connections.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/139513',
    'https://docs.kernel.org/networking/ipvs-sysctl.html',
    'https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/',
  ],
  * check({ configurationObjects }) {
    yield {
      message: 'Each node loses established connections through IPVS when its kube-proxy changes the mode, and new connections fail until the '
        + 'first full sync.',
      objects: configurationObjects,
    };
  },
};
