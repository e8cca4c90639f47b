import { defaults } from './defaults';
import { hasOwnVariables, isVariables } from './settings';
import { KUBESPRAY_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence, listOfGiven } from '../evidence';
import { configurationIn, modeOf, RecognizedMode, runningMode } from '../mode';
import { inCluster, ownFile } from '../signs';

function settingOf({ files }: Evidence): RecognizedMode | undefined {
  if (!files.some(hasOwnVariables)) return undefined;
  const variables = files.filter(isVariables).map(({ document }) => document);
  const last = (name: string) => variables.map(document => at(document, name)).filter(value => value !== undefined).at(-1);
  // ipvs in every release up to 2.31.0.
  return last('kube_proxy_remove') === true ? 'none' : modeOf(last('kube_proxy_mode'), 'ipvs');
}

const configured = (evidence: Evidence) => evidence.objects('/ConfigMap', /^kube-proxy$/).flatMap(configMap => listOfGiven(configurationIn(configMap)));

export const KUBESPRAY: Distribution = {
  id: 'kubespray',
  name: 'kubespray',
  // It leaves no mark on Nodes.
  signs: [],
  evidence: [
    inCluster('ConfigMap kubeadm-config with certificatesDir: /etc/kubernetes/ssl', evidence => /^certificatesDir: *["']?\/etc\/kubernetes\/ssl\/?["']? *$/m.test(evidence.kubeadmConfiguration), 'likely'),
    inCluster('ConfigMap kube-proxy with oomScoreAdj: -999 and configSyncPeriod: 15m0s, without a section nftables, beside kubeadm-config', evidence =>
      evidence.kubeadmConfiguration !== ''
      && configured(evidence).some(({ oomScoreAdj, configSyncPeriod, nftables, mode }) => oomScoreAdj === -999 && configSyncPeriod === '15m0s' && nftables === undefined && mode !== ''), 'likely'),
    inCluster('DaemonSet nodelocaldns with Deployment dns-autoscaler', evidence =>
      evidence.objects('apps/DaemonSet', /^nodelocaldns$/).length > 0 && evidence.objects('apps/Deployment', /^dns-autoscaler$/).length > 0, 'likely'),
    inCluster('static pods nginx-proxy-NODE', evidence => evidence.objects('/Pod', /^nginx-proxy-/).length > 0, 'likely'),
    ownFile('group_vars with kube_proxy_mode or other variables of it', hasOwnVariables),
  ],
  modeOf: evidence => runningMode(evidence) ?? settingOf(evidence),
  takes: isVariables,
  place: 'group_vars/k8s_cluster/k8s-cluster.yml, kube_proxy_mode',
  byDefault: 'ipvs, in every release up to v2.31.0',
  lasts: 'own-setting',
  since: 'kubespray v2.28, with Calico v2.29',
  advice: 'Set kube_proxy_mode: nftables in group_vars (with Calico also calico_nftable_mode: "Enabled"), and run upgrade-cluster.yml, or cluster.yml with '
    + '-e upgrade_cluster_setup=true; the next upgrade reverts an edit of the ConfigMap.',
  reference: 'https://github.com/kubernetes-sigs/kubespray',
  defaults,
  way: KUBESPRAY_WAY,
};
