import { Block, shell, yaml } from './block';
import { isBefore, parseVersion } from '../../../base/version/version';

const EDIT = shell('kubectl edit configmap -n kube-system kubeadm-config');

/**
 * Upstream's advice, to delete the ConfigMap, keeps `kubeadm upgrade` away up to 1.31. From 1.32 kubeadm makes what is missing, unless its own
 * configuration says otherwise; 1.32.0 does not heed that (kubernetes/kubeadm#3137, kubernetes/kubernetes#129418). From 1.31, `kubeadm init` that
 * skips the phase says so in the configuration (cmd/kubeadm/app/cmd/init.go, manageSkippedAddons).
 */
export function kubeadmChange(version: string): Block[] {
  const parsed = parseVersion(version, 1);
  // v1beta4, which has proxy.disabled, is of 1.31.
  if (isBefore(parsed, 1, 31)) return ['`kubeadm upgrade` leaves kube-proxy alone up to 1.31 when its ConfigMap is gone. From 1.32 it needs `proxy.disabled`, which kubeadm has from 1.31: set it before that upgrade.'];
  return [
    ...isBefore(parsed, 1, 32) ? ['`kubeadm upgrade` to 1.31 leaves kube-proxy alone when its ConfigMap is gone. From 1.32 this is needed:'] : [],
    EDIT,
    'In ClusterConfiguration, whose apiVersion has to be kubeadm.k8s.io/v1beta4:',
    yaml('proxy:', '  disabled: true'),
    ...parsed?.minor === 32 ? ['kubeadm 1.32.0 does not heed it: use 1.32.1 or later, or `--skip-phases=addon/kube-proxy`.'] : [],
    'For a new cluster, the same is in the file for kubeadm init, which `--skip-phases=addon/kube-proxy` adds by itself.',
  ];
}

/** Before what was saved is applied. */
export function kubeadmBack(version: string): Block[] {
  if (isBefore(parseVersion(version, 1), 1, 31)) return [];
  return ['Remove `proxy.disabled` from ClusterConfiguration, or kubeadm does not upgrade kube-proxy with the cluster:', EDIT];
}
