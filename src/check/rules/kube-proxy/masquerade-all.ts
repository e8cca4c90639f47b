import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const masqueradeAll: NftablesRule = {
  id: 'masquerade-all',
  title: 'iptables.masqueradeAll does not act in nftables mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'The modes iptables and IPVS read iptables.masqueradeAll, nftables mode reads nftables.masqueradeAll. Without it pods see the '
    + 'client\'s address instead of the node\'s on connections to a ClusterIP, and where answers find their way back only through the node that '
    + 'has rewritten the address, connections time out.',
  remediation: 'Set nftables.masqueradeAll to true together with the mode, or find out first that nothing needs it any more.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/#kubeproxy-config-k8s-io-v1alpha1-KubeProxyNFTablesConfiguration',
    'https://kep.k8s.io/3866',
  ],
  * check({ configuration: { iptables }, planned: { nftables }, configurationObjects }) {
    if (iptables?.masqueradeAll !== true || nftables?.masqueradeAll === true) return;
    yield { message: 'iptables.masqueradeAll is on, and nftables.masqueradeAll is not.', objects: configurationObjects };
  },
};
