import { CLUSTER } from './objects';
import { PlainObject } from '../../../base/objects/fields';
import { Evidence, textAt } from '../evidence';

/** pkg/apis/config/defaults: of one family the range of IPv4 or IPv6. */
export function defaults(evidence: Evidence): PlainObject {
  const [cluster] = evidence.objects(CLUSTER);
  const byDefault: Readonly<Record<string, string>> = { ipv6: 'fd00:10:244::/56', dual: '10.244.0.0/16,fd00:10:244::/56' };
  return { clusterCIDR: textAt(cluster, 'networking', 'podSubnet') || (byDefault[textAt(cluster, 'networking', 'ipFamily')] ?? '10.244.0.0/16'), conntrack: { maxPerCore: 0 } };
}
