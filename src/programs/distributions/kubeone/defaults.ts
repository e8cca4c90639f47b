import { PlainObject } from '../../../base/objects/fields';
import { Evidence, textAt } from '../evidence';

/** KubeOne's own default: pkg/apis/kubeone/v1beta2/defaults.go, `DefaultPodSubnet`. */
export function defaults(evidence: Evidence): PlainObject {
  const [cluster] = evidence.objects('kubeone.k8c.io/KubeOneCluster');
  return { clusterCIDR: textAt(cluster, 'clusterNetwork', 'podSubnet') || '10.244.0.0/16' };
}
