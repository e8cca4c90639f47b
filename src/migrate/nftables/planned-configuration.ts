import { parseKubernetesVersion } from '../../base/version/kubernetes-version';
import { Cluster } from '../../cluster/cluster';
import { readKubeProxyConfigMap } from '../../programs/kube-proxy/config-map';
import { migrateKubeProxyConfiguration, MigrationRequest } from '../../programs/kube-proxy/migrate';

/**
 * Says which configuration the migration will bring, so that a check counts what is left with it. Where there is none to migrate,
 * nothing is said: a plan cannot be made there either.
 *
 * @param where the file of the new configuration, which findings name as what solves them
 * @throws InputError where the current configuration cannot be read
 */
export function planConfiguration(cluster: Cluster, request: MigrationRequest, where: string): void {
  const { kubeProxyConfigMap: kept, kubeProxyConfiguration: current } = cluster;
  const found = kept && readKubeProxyConfigMap(kept.object, kept.reference.source, kept.key);
  // The plan says what is wrong with a version.
  if (!found || !current || found.document.mode === 'nftables' || !parseKubernetesVersion(request.kubernetesMinor)) return;
  const { configuration } = migrateKubeProxyConfiguration(found.document, request, current.description);
  cluster.planKubeProxyConfiguration({ document: { ...configuration }, description: where });
}
