import { CONFIG, K0SCTL } from './objects';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { at, Evidence, textAt } from '../evidence';

/** What k0s takes over into kube-proxy's configuration. */
const FIELDS = ['mode', 'iptables', 'ipvs', 'nftables', 'nodePortAddresses', 'featureGates'] as const;

export function defaults(evidence: Evidence): PlainObject {
  const [config] = [...evidence.objects(CONFIG), ...evidence.objects(K0SCTL).map(cluster => at(cluster, 'spec', 'k0s', 'config'))];
  const kubeProxy = at(config, 'spec', 'network', 'kubeProxy');
  const fields = isPlainObject(kubeProxy) ? FIELDS.filter(name => kubeProxy[name] !== undefined).map(name => [name, kubeProxy[name]] as const) : [];
  return { clusterCIDR: textAt(config, 'spec', 'network', 'podCIDR') || '10.244.0.0/16', ...Object.fromEntries(fields) };
}
