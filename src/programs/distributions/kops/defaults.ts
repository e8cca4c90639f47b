import { CLUSTER } from './objects';
import { PlainObject } from '../../../base/objects/fields';
import { Evidence, textAt } from '../evidence';

/** kOps' cluster CIDR: a half of the default nonMasqueradeCIDR, 100.64.0.0/10 (upstream pkg/model/components/kubecontrollermanager.go). */
export function defaults(evidence: Evidence): PlainObject {
  const [cluster] = evidence.objects(CLUSTER);
  return { clusterCIDR: textAt(cluster, 'spec', 'kubeProxy', 'clusterCIDR') || textAt(cluster, 'spec', 'podCIDR') || '100.96.0.0/11' };
}
