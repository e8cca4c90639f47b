import { defaults } from './defaults';
import { CONFIG, K0SCTL } from './objects';
import { K0S_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence } from '../evidence';
import { modeOf, RecognizedMode, runningMode } from '../mode';
import { fileOfKind, inCluster, kubelet, label } from '../signs';

function settingOf(evidence: Evidence): RecognizedMode | undefined {
  const [config] = [...evidence.objects(CONFIG), ...evidence.objects(K0SCTL).map(cluster => at(cluster, 'spec', 'k0s', 'config'))];
  if (config === undefined) return undefined;
  const kubeProxy = at(config, 'spec', 'network', 'kubeProxy');
  // extraArgs do not count: k0s starts kube-proxy with --config.
  return at(kubeProxy, 'disabled') === true ? 'none' : modeOf(at(kubeProxy, 'mode'));
}

export const K0S: Distribution = {
  id: 'k0s',
  name: 'k0s',
  signs: [[kubelet(/\+k0s/)], [label(/^node\.k0sproject\.io\/role$/)]],
  evidence: [
    inCluster('DaemonSet kube-proxy whose pods have the annotation k0sproject.io/config-hash', evidence => evidence.objects('apps/DaemonSet', /^kube-proxy$/)
      .some(object => at(object, 'spec', 'template', 'metadata', 'annotations', 'k0sproject.io/config-hash') !== undefined)),
    fileOfKind(CONFIG),
    fileOfKind(K0SCTL),
  ],
  modeOf: evidence => runningMode(evidence) ?? settingOf(evidence),
  place: 'k0s.yaml (ClusterConfig), spec.network.kubeProxy.mode, on every controller, or the object of that kind with dynamic configuration',
  byDefault: 'iptables',
  lasts: 'own-setting',
  since: 'v1.31.1+k0s.0',
  advice: 'Set spec.network.kubeProxy.mode: nftables in k0s.yaml on every controller and restart k0scontroller, or change the ClusterConfig with dynamic '
    + 'configuration; k0s reverts changes of the ConfigMap.',
  reference: 'https://docs.k0sproject.io/stable/configuration/',
  defaults,
  way: K0S_WAY,
};
