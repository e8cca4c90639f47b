import { defaults } from './defaults';
import { KUBEONE_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence } from '../evidence';
import { modeOf, RecognizedMode, runningMode } from '../mode';
import { fileOfKind, inCluster } from '../signs';

const CLUSTER = 'kubeone.k8c.io/KubeOneCluster';
const LABEL = 'v1.kubeone.io/operating-system';

function settingOf(evidence: Evidence): RecognizedMode | undefined {
  const [cluster] = evidence.objects(CLUSTER);
  if (cluster === undefined) return undefined;
  const kubeProxy = at(cluster, 'clusterNetwork', 'kubeProxy');
  if (at(kubeProxy, 'skipInstallation') === true) return 'none';
  return (at(kubeProxy, 'ipvs') ?? undefined) === undefined ? modeOf(undefined) : 'ipvs';
}

export const KUBEONE: Distribution = {
  id: 'kubeone',
  name: 'KubeOne',
  signs: [],
  evidence: [
    inCluster(`Nodes with the label ${LABEL}`, ({ nodes }) => nodes.some(node => at(node, 'metadata', 'labels', LABEL) !== undefined)),
    fileOfKind(CLUSTER),
  ],
  modeOf: evidence => runningMode(evidence) ?? settingOf(evidence),
  place: 'ConfigMap kube-system/kube-proxy; KubeOneCluster has ipvs and iptables in clusterNetwork.kubeProxy, but no nftables up to 1.14.2',
  byDefault: 'iptables: none is set',
  lasts: 'config-map',
  advice: 'Change the mode in ConfigMap kube-system/kube-proxy, and again after every kubeone apply that upgrades: KubeOne has no setting for nftables mode '
    + 'up to 1.14.2, and overwrites the ConfigMap.',
  reference: 'https://docs.kubermatic.com/kubeone/',
  defaults,
  way: KUBEONE_WAY,
};
