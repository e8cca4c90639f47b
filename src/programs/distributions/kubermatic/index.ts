import { defaults } from './defaults';
import { KUBERMATIC_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence, textAt } from '../evidence';
import { configurationIn, modeOf, RecognizedMode, runningMode, together } from '../mode';
import { inCluster, label, managementObject } from '../signs';
import { minorOf } from '../versions';

const CLUSTER = 'kubermatic.k8c.io/Cluster';

/** What KKP's addon writes and nobody else. */
function hasOwnConfiguration(evidence: Evidence): boolean {
  return evidence.objects('/ConfigMap', /^kube-proxy$/).map(configurationIn).some(configuration =>
    at(configuration, 'resourceContainer') === '/kube-proxy' && at(configuration, 'conntrack', 'min') === 524288);
}

/** Upstream defaulting: by provider and version. A stored value stays when the version is raised. */
function defaultOf(cluster: unknown): RecognizedMode {
  if (textAt(cluster, 'spec', 'cloud', 'providerName') === 'hetzner' || at(cluster, 'spec', 'cloud', 'hetzner') !== undefined) return 'iptables';
  const minor = minorOf(textAt(cluster, 'spec', 'version'));
  return minor === undefined ? 'unknown' : minor >= 35 ? 'nftables' : 'ipvs';
}

function settingOf(evidence: Evidence): RecognizedMode | undefined {
  return together(evidence.objects(CLUSTER).map(cluster => {
    const mode = textAt(cluster, 'spec', 'clusterNetwork', 'proxyMode');
    return mode === 'ebpf' ? 'none' : modeOf(mode, defaultOf(cluster));
  }));
}

export const KUBERMATIC: Distribution = {
  id: 'kubermatic',
  name: 'Kubermatic Kubernetes Platform',
  title: 'Kubermatic KKP',
  signs: [[label(/^system\/cluster$/), label(/^system\/project$/)]],
  evidence: [
    inCluster('ConfigMap kube-proxy with resourceContainer: /kube-proxy and conntrack.min: 524288', hasOwnConfiguration),
    inCluster('DaemonSet kube-proxy whose pods have the annotation checksum/config', evidence => hasOwnConfiguration(evidence)
      && evidence.objects('apps/DaemonSet', /^kube-proxy$/).some(object => at(object, 'spec', 'template', 'metadata', 'annotations', 'checksum/config') !== undefined), 'likely'),
    managementObject(CLUSTER),
  ],
  modeOf: evidence => runningMode(evidence) ?? settingOf(evidence),
  place: 'Cluster.kubermatic.k8c.io (in the seed cluster), spec.clusterNetwork.proxyMode',
  byDefault: 'ipvs; nftables for new clusters from Kubernetes 1.35 on; iptables on Hetzner',
  lasts: 'own-setting',
  since: 'KKP 2.30',
  advice: 'Set spec.clusterNetwork.proxyMode: nftables in the Cluster of the seed cluster, with the label unsafe-cni-migration for the time of the change; '
    + 'the addon reverts changes of the ConfigMap.',
  reference: 'https://docs.kubermatic.com/kubermatic/',
  defaults,
  way: KUBERMATIC_WAY,
};
