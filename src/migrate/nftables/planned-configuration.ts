import { plannedWay, withoutLost } from './distribution/planned-way';
import { PATHS } from './paths';
import { parseKubernetesVersion } from '../../base/version/kubernetes-version';
import { Cluster } from '../../cluster/cluster';
import { FoundConfiguration } from '../../cluster/kube-proxy/kube-proxy-objects';
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
  // The plan says what is wrong with a version.
  if (!parseKubernetesVersion(request.kubernetesMinor)) return;
  if (request.nodePortAddresses) cluster.requestNodePortAddresses(request.nodePortAddresses);
  const way = plannedWay(cluster, request.kubernetesMinor);
  if (way && !way.changesConfigMap) {
    const current = currentConfiguration(cluster);
    const { configuration } = migrateKubeProxyConfiguration(current.document, request, current.description);
    const [file] = way.files;
    cluster.planKubeProxyConfiguration({ document: withoutLost({ ...configuration }, way.change), description: `${PATHS.distribution}/${file.path}` });
    return;
  }
  const { kubeProxyConfigMap: kept, kubeProxyConfiguration: current } = cluster;
  const found = kept && readKubeProxyConfigMap(kept.object, kept.reference.source, kept.key);
  if (!found || !current || found.document.mode === 'nftables') return;
  const { configuration } = migrateKubeProxyConfiguration(found.document, request, current.description);
  cluster.planKubeProxyConfiguration({ document: { ...configuration }, description: where });
}

/** What kube-proxy goes by, whatever the input shows of it. */
export function currentConfiguration({ kubeProxy, kubeProxyConfiguration, distributionConfiguration, recognition }: Cluster): FoundConfiguration {
  const found = kubeProxy.configuration ?? kubeProxyConfiguration ?? distributionConfiguration;
  return found ?? { document: { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' }, description: `kube-proxy of ${recognition.name}` };
}
