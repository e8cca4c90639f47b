import { defaults } from './defaults';
import { CLUSTER, isForced } from './objects';
import { KOPS_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence } from '../evidence';
import { modeOf, RecognizedMode, staticPodMode } from '../mode';
import { fileOfKind, inCluster, label } from '../signs';

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
  since: 'kOps 1.34, which installs the nft package',
  advice: 'Set spec.kubeProxy.proxyMode: nftables in the kOps Cluster, then run kops update cluster and kops rolling-update cluster, which replaces the machines.',
  reference: 'https://kops.sigs.k8s.io/cluster_spec/#kubeproxy',
  defaults,
  way: KOPS_WAY,
};
