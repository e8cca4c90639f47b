import { Distribution } from '../distribution';
import { at, Evidence, textAt } from '../evidence';
import { modeOf, RecognizedMode, staticPodMode } from '../mode';
import { fileOfKind, inCluster, kubeletVersionOf, label, minorOf } from '../signs';

const CLUSTER = 'kops.k8s.io/Cluster';

/** nodeup makes nftables of iptables or nothing on RHEL and Rocky 10, from kOps 1.35 on, and leaves ipvs alone. */
function isForced(evidence: Evidence, cluster: unknown): boolean {
  const images = evidence.nodes.map(node => textAt(node, 'status', 'nodeInfo', 'osImage'));
  const minor = minorOf(textAt(cluster, 'spec', 'kubernetesVersion') || kubeletVersionOf(evidence)) ?? 0;
  return minor >= 35 && images.length > 0 && images.every(image => /^(?:Red Hat Enterprise Linux|Rocky Linux) 10\b/.test(image));
}

function settingOf(evidence: Evidence): RecognizedMode | undefined {
  const [cluster] = evidence.objects(CLUSTER);
  if (cluster === undefined) return undefined;
  if (at(cluster, 'spec', 'kubeProxy', 'enabled') === false) return 'none';
  const mode = modeOf(at(cluster, 'spec', 'kubeProxy', 'proxyMode'));
  return mode === 'iptables' && isForced(evidence, cluster) ? 'nftables' : mode;
}

export const KOPS: Distribution = {
  id: 'kops',
  name: 'kOps',
  signs: [[label(/^kops\.k8s\.io\//)]],
  evidence: [
    inCluster('static pods kube-proxy with the label kubernetes.io/managed-by: nodeup', evidence =>
      evidence.objects('/Pod', /^kube-proxy-/).some(pod => at(pod, 'metadata', 'labels', 'kubernetes.io/managed-by') === 'nodeup')),
    fileOfKind(CLUSTER),
  ],
  modeOf: evidence => staticPodMode(evidence) ?? settingOf(evidence),
  place: 'Cluster.kops.k8s.io, spec.kubeProxy.proxyMode',
  byDefault: 'iptables; nftables on RHEL and Rocky Linux 10 from kOps 1.35 on',
  lasts: 'own-setting',
  setting: ['# Cluster', 'spec:', '  kubeProxy:', '    proxyMode: nftables'],
  since: 'kOps 1.34, which installs the nft package',
  traps: [
    'With Calico set spec.networking.calico.nftablesMode as well, which exists from kOps 1.36; its version has to be 3.31.6 or later.',
    'On RHEL 10 an empty mode and iptables become nftables from kOps 1.35 on, but not ipvs.',
    'Flannel stays with iptables, whatever is set.',
  ],
  advice: 'Set spec.kubeProxy.proxyMode: nftables in the kOps Cluster, then run kops update cluster and kops rolling-update cluster, which replaces the machines.',
  reference: 'https://kops.sigs.k8s.io/cluster_spec/#kubeproxy',
};
