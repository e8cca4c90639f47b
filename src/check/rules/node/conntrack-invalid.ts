import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const conntrackInvalid: NftablesRule = {
  id: 'conntrack-invalid',
  title: 'Packets that conntrack calls invalid are no longer dropped',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['iptables'],
  description: 'In iptables mode kube-proxy drops forwarded packets that conntrack calls INVALID (out of the TCP window, asymmetric routes). nftables mode does not: '
    + 'such a packet is forwarded with the pod\'s address in it, and the peer, which knows no such connection, may reset it. conntrack.tcpBeLiberal lets '
    + 'conntrack accept packets outside of the window in all modes.',
  remediation: 'Read the metric kubeproxy_iptables_ct_state_invalid_dropped_packets_total before the change. Where it grows, set '
    + 'conntrack.tcpBeLiberal: true in kube-proxy\'s configuration.',
  references: ['https://github.com/kubernetes/kubernetes/pull/122663', 'https://github.com/kubernetes/kubernetes/issues/74839'],
  * check({ showsCluster, planned, configurationObjects }) {
    if (!showsCluster || planned.conntrack?.tcpBeLiberal === true) return;
    yield { message: 'kube-proxy no longer drops packets that conntrack calls invalid, which can lead to resets of TCP connections.', objects: configurationObjects };
  },
};
