import { defaults } from './defaults';
import { CLUSTER } from './objects';
import { KIND_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence, listAt } from '../evidence';
import { mappingIn, modeOf, RecognizedMode, runningMode } from '../mode';
import { fileOfKind, provider } from '../signs';

/** kubeadmConfigPatches come after networking.kubeProxyMode. */
function settingOf(evidence: Evidence): RecognizedMode | undefined {
  const [cluster] = evidence.objects(CLUSTER);
  if (cluster === undefined) return undefined;
  const mode = modeOf(at(cluster, 'networking', 'kubeProxyMode'));
  const patches = listAt(cluster, 'kubeadmConfigPatches').map(patch => mappingIn(patch, ({ kind }) => kind === 'KubeProxyConfiguration'));
  const patched = patches.map(patch => at(patch, 'mode')).filter(value => value !== undefined).at(-1);
  return mode === 'none' ? mode : modeOf(patched, mode);
}

export const KIND: Distribution = {
  id: 'kind',
  name: 'kind',
  signs: [[provider(/^kind:\/\//)]],
  evidence: [fileOfKind(CLUSTER)],
  modeOf: evidence => runningMode(evidence) ?? settingOf(evidence),
  place: 'ConfigMap kube-system/kube-proxy; at creation networking.kubeProxyMode of the Cluster file',
  byDefault: 'iptables',
  lasts: 'config-map',
  since: 'kind v0.23.0, Kubernetes 1.31',
  advice: 'Change the mode in ConfigMap kube-system/kube-proxy, with conntrack.tcpBeLiberal: true, and networking.kubeProxyMode in the file for the next cluster.',
  reference: 'https://kind.sigs.k8s.io/docs/user/configuration/#kube-proxy-mode',
  defaults,
  way: KIND_WAY,
};
