import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const nodeKubeProxySyncs: NftablesRule = {
  id: 'node-kube-proxy-syncs',
  title: 'kube-proxy fails to program its rules on a node',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NODE_FACTS,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'kube-proxy counts the syncs that fail, and answers 503 at /healthz when the last good one is too long ago. The rules of the node are then out of '
    + 'date: new Services and endpoints are missing, and deleted ones are still there. A change of the mode on such a node mixes two problems.',
  remediation: 'Read kube-proxy\'s log on the node, and solve what it complains of before the mode is changed. A counter also has the failures of the past: '
    + 'see whether it still grows.',
  references: ['https://kubernetes.io/docs/reference/instrumentation/metrics/'],
  // Only a node itself tells: see what its facts decide.
  check: () => [],
};
