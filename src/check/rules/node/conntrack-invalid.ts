import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const conntrackInvalid: NftablesRule = {
  id: 'conntrack-invalid',
  title: 'kube-proxy no longer drops packets that conntrack marks as invalid',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['iptables'],
  description: 'In iptables mode, kube-proxy drops forwarded packets that conntrack marks as INVALID (outside the TCP window, asymmetric routes). '
    + 'nftables mode does not: it forwards such a packet with the pod\'s own address, and the peer, which does not know the connection, may reset '
    + 'it. conntrack.tcpBeLiberal makes conntrack accept packets outside the window in all modes.',
  remediation: 'Check the metric kubeproxy_iptables_ct_state_invalid_dropped_packets_total before the change. If it increases, set '
    + 'conntrack.tcpBeLiberal: true in kube-proxy\'s configuration.',
  references: ['https://github.com/kubernetes/kubernetes/pull/122663', 'https://github.com/kubernetes/kubernetes/issues/74839'],
  * check({ showsCluster, planned, configurationObjects }) {
    if (!showsCluster || planned.conntrack?.tcpBeLiberal === true) return;
    yield { message: 'In nftables mode, kube-proxy does not drop packets that conntrack marks as invalid, which can cause resets of TCP '
      + 'connections.', objects: configurationObjects };
  },
};
