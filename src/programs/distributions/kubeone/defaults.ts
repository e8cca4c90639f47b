import { PlainObject } from '../../../base/objects/fields';
import { Evidence, textAt } from '../evidence';

export function defaults(evidence: Evidence): PlainObject {
  const [cluster] = evidence.objects('kubeone.k8c.io/KubeOneCluster');
  return { clusterCIDR: textAt(cluster, 'clusterNetwork', 'podSubnet') || '10.244.0.0/16' };
}
