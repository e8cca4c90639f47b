import { variable } from './settings';
import { PlainObject } from '../../../base/objects/fields';
import { Evidence } from '../evidence';

/** roles/kubespray_defaults and the template of kubeadm's configuration. */
export function defaults(evidence: Evidence): PlainObject {
  const addresses = variable(evidence, 'kube_proxy_nodeport_addresses');
  const pods = variable(evidence, 'kube_pods_subnet');
  return {
    clusterCIDR: typeof pods === 'string' && !pods.includes('{{') ? pods : '10.233.64.0/18',
    ...Array.isArray(addresses) && { nodePortAddresses: addresses.map(String) },
    ...variable(evidence, 'kube_proxy_masquerade_all') === true && { iptables: { masqueradeAll: true } },
  };
}
