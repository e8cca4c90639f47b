import { PlainObject } from '../../../base/objects/fields';
import { at, Evidence, textAt } from '../evidence';
import { mappingIn } from '../mode';

/** networking.podSubnet becomes clusterCIDR (upstream cmd/kubeadm/app/componentconfigs/kubeproxy.go); without one kube-proxy has none. */
export function defaults(evidence: Evidence): PlainObject {
  const configuration = mappingIn(evidence.kubeadmConfiguration, ({ kind }) => kind === 'ClusterConfiguration');
  const pods = textAt(configuration, 'networking', 'podSubnet');
  return pods === '' || at(configuration, 'proxy', 'disabled') === true ? {} : { clusterCIDR: pods };
}
