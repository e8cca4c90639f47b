import { GKE_WAY } from './way';
import { Distribution } from '../distribution';
import { Evidence } from '../evidence';
import { staticPodMode } from '../mode';
import { inCluster, kubelet, label } from '../signs';

const hasDataplaneV2 = (evidence: Evidence): boolean => evidence.objects('apps/DaemonSet', /^anetd$/).length > 0;

export const GKE: Distribution = {
  id: 'gke',
  name: 'Google Kubernetes Engine',
  title: 'GKE',
  signs: [[kubelet(/-gke\./)], [label(/^cloud\.google\.com\/gke-nodepool$/)]],
  evidence: [inCluster('DaemonSet anetd', hasDataplaneV2, 'likely')],
  variant: evidence => hasDataplaneV2(evidence) ? 'Dataplane V2' : undefined,
  // A DaemonSet kube-proxy exists whose selector matches no Node: only the static pods count.
  modeOf: evidence => hasDataplaneV2(evidence) ? 'none' : staticPodMode(evidence),
  place: 'nowhere: GKE writes the static pod',
  byDefault: 'iptables',
  lasts: 'unsupported',
  advice: 'GKE has no setting for the mode, and undoes other changes; a new cluster with Dataplane V2 has no kube-proxy at all.',
  reference: 'https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2',
  way: GKE_WAY,
};
