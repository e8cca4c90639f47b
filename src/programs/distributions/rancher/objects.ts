import { clusterOf, isTerraform } from './terraform';
import { at, Evidence, listOfGiven, textAt } from '../evidence';
import { kubeletVersionOf } from '../versions';

export const CLUSTER = 'provisioning.cattle.io/Cluster';

export const isProvisioned = (cluster: unknown): boolean => at(cluster, 'spec', 'rkeConfig') !== undefined;

/** Clusters that Rancher provisions, as Terraform describes them. */
export const terraformClusters = ({ files }: Evidence): unknown[] => files.filter(isTerraform).flatMap(({ text = '' }) => listOfGiven(clusterOf(text)));

/** What Rancher runs on: it provisions RKE2 and k3s. */
export function engineOf(evidence: Evidence): string | undefined {
  const version = kubeletVersionOf(evidence) || textAt([...evidence.objects(CLUSTER).filter(isProvisioned), ...terraformClusters(evidence)][0], 'spec', 'kubernetesVersion');
  return /\+rke2r/.test(version) ? 'RKE2' : /\+k3s/.test(version) ? 'k3s' : undefined;
}
