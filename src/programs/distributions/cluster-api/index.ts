import { defaults } from './defaults';
import { CLUSTER, CONTROL_PLANE, isKubeadm } from './objects';
import { CLUSTER_API_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence, listAt, listOfGiven } from '../evidence';
import { mappingIn, modeOf, RecognizedMode, runningMode, together } from '../mode';
import { inCluster, managementObject } from '../signs';

function controlPlaneMode(controlPlane: unknown): RecognizedMode {
  const spec = at(controlPlane, 'spec', 'kubeadmConfigSpec');
  const skipped = [...listAt(spec, 'initConfiguration', 'skipPhases'), ...listAt(spec, 'clusterConfiguration', 'skipPhases')];
  if (skipped.includes('addon/kube-proxy') || skipped.includes('addon') || at(spec, 'clusterConfiguration', 'proxy', 'disabled') === true) return 'none';
  const documents = listAt(spec, 'files').flatMap(file => listOfGiven(mappingIn(at(file, 'content'), ({ kind }) => kind === 'KubeProxyConfiguration')));
  return modeOf(documents[0]?.mode);
}

/** The variable of Nutanix' ClusterClasses; others have none. */
function topologyMode(cluster: unknown): RecognizedMode {
  const variables = listAt(cluster, 'spec', 'topology', 'variables');
  const [config] = variables.filter(variable => at(variable, 'name') === 'clusterConfig');
  return modeOf(at(config, 'value', 'kubeProxy', 'mode'));
}

function settingOf(evidence: Evidence): RecognizedMode | undefined {
  return together(evidence.objects(CONTROL_PLANE).map(controlPlaneMode)) ?? together(evidence.objects(CLUSTER).filter(isKubeadm).map(topologyMode));
}

export const CLUSTER_API: Distribution = {
  id: 'cluster-api',
  name: 'Cluster API (kubeadm)',
  // Its Nodes are those of kubeadm, but for annotations that other control planes have as well.
  signs: [],
  evidence: [
    inCluster('Nodes with the annotations cluster.x-k8s.io/cluster-name and machine', ({ nodes }) =>
      nodes.some(node => ['cluster-name', 'machine'].every(name => at(node, 'metadata', 'annotations', `cluster.x-k8s.io/${name}`) !== undefined))),
    managementObject(CONTROL_PLANE),
    managementObject(CLUSTER, isKubeadm),
  ],
  modeOf: evidence => runningMode(evidence) ?? settingOf(evidence),
  place: 'ConfigMap kube-system/kube-proxy of the cluster itself; at creation files and preKubeadmCommands of KubeadmControlPlane',
  byDefault: 'iptables: none is set',
  lasts: 'config-map',
  since: 'Kubernetes 1.31',
  advice: 'Change the mode in ConfigMap kube-system/kube-proxy of the cluster itself; changed files of its KubeadmControlPlane replace machines and leave the mode.',
  reference: 'https://cluster-api.sigs.k8s.io/',
  defaults,
  way: CLUSTER_API_WAY,
};
