import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const nodeKubeProxyMode: NftablesRule = {
  id: 'node-kube-proxy-mode',
  title: 'kube-proxy runs in another mode than its configuration says',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NODE_FACTS,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'kube-proxy reads its configuration when it starts. After an edit of the ConfigMap without a restart, or where a node has a configuration of its '
    + 'own, it runs in another mode than the input shows. All other findings are about the mode of the configuration, and so are not about such a node.',
  remediation: 'Find out where the node has its mode from: kubectl get configmap,daemonset -n kube-system, and the time when its kube-proxy pod started. '
    + 'Restart kube-proxy there, or give it the common configuration, before the mode is changed.',
  references: ['https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/'],
  // Only a node itself tells: see what its facts decide.
  check: () => [],
};
