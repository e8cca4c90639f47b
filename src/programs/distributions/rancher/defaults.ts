import { CLUSTER, engineOf, isProvisioned } from './objects';
import { PlainObject } from '../../../base/objects/fields';
import { rkeConfiguration } from '../change/rke-defaults';
import { Evidence, textAt } from '../evidence';

export function defaults(evidence: Evidence): PlainObject {
  const cidr = evidence.objects(CLUSTER).filter(isProvisioned).map(cluster => textAt(cluster, 'spec', 'rkeConfig', 'machineGlobalConfig', 'cluster-cidr')).find(text => text !== '');
  return { ...rkeConfiguration(evidence, engineOf(evidence) === 'k3s' ? 'k3s' : 'rke2'), ...cidr !== undefined && { clusterCIDR: cidr } };
}
