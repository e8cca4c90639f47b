import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const masqueradeAll: NftablesRule = {
  id: 'masquerade-all',
  title: 'iptables.masqueradeAll has no effect in nftables mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'iptables and IPVS mode read iptables.masqueradeAll; nftables mode reads nftables.masqueradeAll. Without it, pods see the address '
    + 'of the client instead of the node on connections to a ClusterIP. If answers reach the client only through the node that rewrites the '
    + 'address, these connections time out.',
  remediation: 'Set nftables.masqueradeAll to true together with the mode, or make sure that nothing needs it anymore.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/#kubeproxy-config-k8s-io-v1alpha1-KubeProxyNFTablesConfiguration',
    'https://kep.k8s.io/3866',
  ],
  topics: ['masquerade-all'],
  * check({ configuration: { iptables }, planned: { nftables }, configurationObjects }) {
    if (iptables?.masqueradeAll !== true || nftables?.masqueradeAll === true) return;
    yield { message: 'iptables.masqueradeAll is true, but nftables.masqueradeAll is not.', objects: configurationObjects };
  },
};
