import { at, textAt } from '../evidence';

export const CONTROL_PLANE = 'controlplane.cluster.x-k8s.io/KubeadmControlPlane';
export const CLUSTER = 'cluster.x-k8s.io/Cluster';

/** Other control planes than kubeadm's are distributions of their own. */
export function isKubeadm(cluster: unknown): boolean {
  const kind = textAt(cluster, 'spec', 'controlPlaneRef', 'kind');
  return kind === '' ? at(cluster, 'spec', 'topology') !== undefined : kind === 'KubeadmControlPlane';
}
