import { PlainObject } from '../../../base/objects/fields';
import { Evidence, listAt } from '../evidence';

/** nodePortAddresses is always empty. The pods' addresses where a Cluster has none: pkg/resources `DefaultClusterPodsCIDRIPv4`. */
export function defaults(evidence: Evidence): PlainObject {
  const [cluster] = evidence.objects('kubermatic.k8c.io/Cluster');
  const blocks = listAt(cluster, 'spec', 'clusterNetwork', 'pods', 'cidrBlocks').map(String);
  return { clusterCIDR: blocks.length > 0 ? blocks.join(',') : '172.25.0.0/16' };
}
