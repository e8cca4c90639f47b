import { CLUSTER, isKubeadm } from './objects';
import { PlainObject } from '../../../base/objects/fields';
import { Evidence, listAt } from '../evidence';

/** kubeadm's podSubnet is that of the Cluster. */
export function defaults(evidence: Evidence): PlainObject {
  const blocks = evidence.objects(CLUSTER).filter(isKubeadm).flatMap(cluster => listAt(cluster, 'spec', 'clusterNetwork', 'pods', 'cidrBlocks').map(String));
  return blocks.length > 0 ? { clusterCIDR: blocks.join(',') } : {};
}
