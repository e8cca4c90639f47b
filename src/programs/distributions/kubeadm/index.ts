import { defaults } from './defaults';
import { KUBEADM_WAY } from './way';
import { Distribution } from '../distribution';
import { at } from '../evidence';
import { runningMode } from '../mode';
import { inCluster } from '../signs';

/** What is left where no other distribution shows: many of them are made with kubeadm. */
export const KUBEADM: Distribution = {
  id: 'kubeadm',
  name: 'kubeadm',
  signs: [],
  evidence: [
    inCluster('ConfigMap kubeadm-config', evidence => evidence.objects('/ConfigMap', /^kubeadm-config$/).length > 0),
    inCluster('Nodes with the annotation kubeadm.alpha.kubernetes.io/cri-socket', ({ nodes }) =>
      nodes.some(node => at(node, 'metadata', 'annotations', 'kubeadm.alpha.kubernetes.io/cri-socket') !== undefined)),
  ],
  modeOf: runningMode,
  place: 'ConfigMap kube-system/kube-proxy, key config.conf, mode',
  byDefault: 'iptables: none is set',
  lasts: 'config-map',
  since: 'Kubernetes 1.31',
  advice: 'Change the mode in ConfigMap kube-system/kube-proxy, and restart the pods of kube-proxy.',
  reference: 'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/',
  defaults,
  way: KUBEADM_WAY,
};
