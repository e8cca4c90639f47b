import { leadingVersion } from '../../base/version/version';
import { Cluster } from '../../cluster/cluster';
import { KUBE_PROXY_MODES } from '../../dataplane/settings';
import { INSTALLERS, InstallerName, InstallerRemoval, WITHOUT_REMOVAL } from '../../programs/cilium/removal/installers';
import { RemovalFacts } from '../../programs/cilium/removal/steps';

/** How kube-proxy leaves a cluster that Cilium serves, as far as the input shows whose the cluster is. */
export type KubeProxyWay = { readonly facts: RemovalFacts } | { readonly distribution: string; readonly noWay: string } | 'none';

/** @see removalSteps */
export function kubeProxyWay(cluster: Cluster): KubeProxyWay {
  const { distribution, name, currentMode } = cluster.recognition;
  if (currentMode === 'none') return 'none';
  if (distribution && Object.hasOwn(WITHOUT_REMOVAL, distribution.id)) return { distribution: name, noWay: WITHOUT_REMOVAL[distribution.id] };
  const installer = distribution && Object.hasOwn(INSTALLERS, distribution.id) ? distribution.id as InstallerName : 'other';
  const mode = KUBE_PROXY_MODES.find(each => each === currentMode);
  const { gradual }: InstallerRemoval = INSTALLERS[installer];
  // Node by node wherever that is possible: what is drained loses no connections.
  const isGradual = !('impossible' in gradual);
  return { facts: { installer, kubernetesVersion: newestKubelet(cluster), modes: mode ? [mode] : KUBE_PROXY_MODES, isGradual, namespace: 'kube-system' } };
}

/** The newest minor of nodes, since what kubeadm does depends on the next upgrade; empty where the input has no Nodes. */
function newestKubelet({ nodes }: Cluster): string {
  const minors = [...nodes.values()].flatMap(({ kubeletVersion }) => leadingVersion(kubeletVersion)?.minor ?? []);
  return minors.length > 0 ? `1.${Math.max(...minors)}` : '';
}
