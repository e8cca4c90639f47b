import { defaults } from './defaults';
import { CLUSTER, engineOf, isProvisioned, terraformClusters } from './objects';
import { isTerraform } from './terraform';
import { RANCHER_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence } from '../evidence';
import { nodeArgumentsMode, RecognizedMode, settingsMode, staticPodMode, together } from '../mode';
import { inCluster, managementObject, ownFile } from '../signs';

function settingOf(evidence: Evidence): RecognizedMode | undefined {
  return together([...evidence.objects(CLUSTER).filter(isProvisioned), ...terraformClusters(evidence)].map(cluster => settingsMode(at(cluster, 'spec', 'rkeConfig', 'machineGlobalConfig'))));
}

export const RANCHER: Distribution = {
  id: 'rancher',
  name: 'Rancher',
  // Its Nodes are those of RKE2 or k3s.
  signs: [],
  evidence: [
    inCluster('Deployment cattle-cluster-agent with Nodes of RKE2 or k3s (an imported cluster has it, too)', evidence =>
      evidence.objects('apps/Deployment', /^cattle-cluster-agent$/).length > 0 && engineOf(evidence) !== undefined, 'likely'),
    ownFile('a Terraform resource rancher2_cluster_v2 with machine_global_config', isTerraform),
    managementObject(CLUSTER, isProvisioned),
  ],
  variant: engineOf,
  takes: isTerraform,
  modeOf: evidence => nodeArgumentsMode(evidence, 'rke2') ?? nodeArgumentsMode(evidence, 'k3s') ?? staticPodMode(evidence) ?? settingOf(evidence),
  place: 'Cluster.provisioning.cattle.io (in Rancher\'s cluster), spec.rkeConfig.machineGlobalConfig.kube-proxy-arg',
  byDefault: 'iptables',
  lasts: 'own-setting',
  since: 'RKE2 v1.36.3, v1.35.7, v1.34.10 (experimental)',
  advice: 'Set kube-proxy-arg: [proxy-mode=nftables] in spec.rkeConfig.machineGlobalConfig of the Cluster in Rancher\'s own cluster, if Rancher has provisioned '
    + 'this one; it overwrites the files on the nodes. In an imported cluster set it in config.yaml on every node.',
  reference: 'https://ranchermanager.docs.rancher.com/reference-guides/cluster-configuration/rancher-server-configuration/rke2-cluster-configuration',
  defaults,
  way: RANCHER_WAY,
};
