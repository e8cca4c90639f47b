import { PlainObject } from '../../../base/objects/fields';
import { Evidence, textAt } from '../evidence';

/** The cluster CIDR is set outside of IPVS mode alone (pkg/component/kubernetes/proxy). */
export function defaults(evidence: Evidence): PlainObject {
  const [shoot] = evidence.objects('core.gardener.cloud/Shoot');
  const pods = textAt(shoot, 'spec', 'networking', 'pods');
  return { ...pods !== '' && textAt(shoot, 'spec', 'kubernetes', 'kubeProxy', 'mode') !== 'IPVS' && { clusterCIDR: pods }, conntrack: { maxPerCore: 524288 } };
}
