import { at, Evidence, textAt } from '../evidence';
import { kubeletVersionOf } from '../versions';

export const CLUSTER = 'provisioning.cattle.io/Cluster';

export const isProvisioned = (cluster: unknown): boolean => at(cluster, 'spec', 'rkeConfig') !== undefined;

/** What Rancher runs on: it provisions RKE2 and k3s. */
export function engineOf(evidence: Evidence): string | undefined {
  const version = kubeletVersionOf(evidence) || textAt(evidence.objects(CLUSTER).find(isProvisioned), 'spec', 'kubernetesVersion');
  return /\+rke2r/.test(version) ? 'RKE2' : /\+k3s/.test(version) ? 'k3s' : undefined;
}
