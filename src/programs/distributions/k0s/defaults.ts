import { CONFIG, K0SCTL } from './objects';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { at, Evidence, listAt, textAt } from '../evidence';

/** What k0s takes over into kube-proxy's configuration. */
const FIELDS = ['mode', 'iptables', 'ipvs', 'nftables', 'nodePortAddresses', 'metricsBindAddress', 'healthzBindAddress'] as const;

/** pkg/component/controller/kubeproxy.go. */
export function defaults(evidence: Evidence): PlainObject {
  const [config] = [...evidence.objects(CONFIG), ...evidence.objects(K0SCTL).map(cluster => at(cluster, 'spec', 'k0s', 'config'))];
  const kubeProxy = at(config, 'spec', 'network', 'kubeProxy');
  const fields = isPlainObject(kubeProxy) ? FIELDS.filter(name => kubeProxy[name] !== undefined).map(name => [name, kubeProxy[name]] as const) : [];
  const gates = listAt(config, 'spec', 'featureGates').filter(gate => [listAt(gate, 'components')].every(names => names.length === 0 || names.includes('kube-proxy')))
    .map(gate => [textAt(gate, 'name'), at(gate, 'enabled') === true] as const);
  return {
    clusterCIDR: textAt(config, 'spec', 'network', 'podCIDR') || '10.244.0.0/16',
    conntrack: { maxPerCore: 0 },
    ...gates.length > 0 && { featureGates: Object.fromEntries(gates) },
    ...Object.fromEntries(fields),
  };
}
