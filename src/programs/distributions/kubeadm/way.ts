import { Way } from '../change/change';
import { wholeConfiguration } from '../change/passage';

/** kubeadm leaves kube-proxy's ConfigMap to whoever runs the cluster: it is all that changes. */
export const KUBEADM_WAY: Way = {
  passage: wholeConfiguration('a KubeProxyConfiguration in the ConfigMap'),
  change: () => ({ settings: [], configMap: {} }),
  // A mode that is there already is said by what reads the ConfigMap.
  pins: () => true,
};
