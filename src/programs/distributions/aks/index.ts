import { isKubeProxyConfig, MANAGED_CLUSTER } from './settings';
import { AKS_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence } from '../evidence';
import { modeOf, RecognizedMode, runningMode } from '../mode';
import { label, managementObject, ownFile, provider } from '../signs';

function settingOf(evidence: Evidence): RecognizedMode | undefined {
  const [cluster] = evidence.objects(MANAGED_CLUSTER);
  const [file] = evidence.files.filter(isKubeProxyConfig);
  if (cluster === undefined) return file && (at(file.document, 'enabled') === false ? 'none' : modeOf(at(file.document, 'mode')));
  const config = at(cluster, 'spec', 'networkProfile', 'kubeProxyConfig');
  if (at(config, 'enabled') === false || at(cluster, 'spec', 'networkProfile', 'networkDataplane') === 'cilium') return 'none';
  return modeOf(at(config, 'mode'));
}

export const AKS: Distribution = {
  id: 'aks',
  name: 'Azure Kubernetes Service',
  title: 'AKS',
  signs: [[label(/^kubernetes\.azure\.com\/cluster$/), provider(/^azure:\/\//)]],
  evidence: [ownFile('the file of az aks update --kube-proxy-config', isKubeProxyConfig), managementObject(MANAGED_CLUSTER)],
  modeOf: evidence => runningMode(evidence) ?? settingOf(evidence),
  takes: isKubeProxyConfig,
  place: 'networkProfile.kubeProxyConfig.mode of the cluster',
  byDefault: 'iptables',
  lasts: 'own-setting',
  since: 'Kubernetes 1.33',
  advice: 'Set the mode NFTABLES in a file for az aks update --kube-proxy-config; AKS reverts what is changed in the cluster.',
  reference: 'https://learn.microsoft.com/azure/aks/configure-kube-proxy',
  way: AKS_WAY,
};
