import { Evidence, textAt } from '../evidence';
import { kubeletVersionOf, minorOf } from '../versions';

export const CLUSTER = 'kops.k8s.io/Cluster';

/** nodeup makes nftables of iptables or nothing on RHEL and Rocky 10, from kOps 1.35 on, and leaves ipvs alone. */
export function isForced(evidence: Evidence, cluster: unknown): boolean {
  const images = evidence.nodes.map(node => textAt(node, 'status', 'nodeInfo', 'osImage'));
  const minor = minorOf(textAt(cluster, 'spec', 'kubernetesVersion') || kubeletVersionOf(evidence)) ?? 0;
  return minor >= 35 && images.length > 0 && images.every(image => /^(?:Red Hat Enterprise Linux|Rocky Linux) 10\b/.test(image));
}
