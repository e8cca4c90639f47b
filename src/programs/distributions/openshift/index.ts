import { defaults } from './defaults';
import { networkTypeOf } from './network';
import { OPENSHIFT_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence } from '../evidence';
import { configMapMode, modeOf, RecognizedMode } from '../mode';
import { inCluster, label, osImage } from '../signs';

function variantOf(evidence: Evidence): string | undefined {
  const type = networkTypeOf(evidence);
  if (type === '') return undefined;
  return type === 'OVNKubernetes' ? 'OVN-Kubernetes' : type === 'OpenShiftSDN' ? 'OpenShift SDN' : 'third-party network';
}

/** Upstream cluster-network-operator: kube-proxy stands by itself with any network but OVN-Kubernetes. */
function modeOfNetwork(evidence: Evidence): RecognizedMode | undefined {
  if (networkTypeOf(evidence) === 'OVNKubernetes') return 'none';
  const [network] = evidence.objects('operator.openshift.io/Network', /^cluster$/);
  if (network === undefined) return undefined;
  if (at(network, 'spec', 'deployKubeProxy') === false) return 'none';
  const values = at(network, 'spec', 'kubeProxyConfig', 'proxyArguments', 'proxy-mode');
  return modeOf(Array.isArray(values) ? values[0] : undefined);
}

export const OPENSHIFT: Distribution = {
  id: 'openshift',
  name: 'OpenShift',
  signs: [[label(/^node\.openshift\.io\/os_id$/)], [osImage(/^Red Hat Enterprise Linux CoreOS\b/)]],
  evidence: [inCluster('Network cluster of operator.openshift.io or config.openshift.io', evidence => networkTypeOf(evidence) !== ''
    || evidence.objects('operator.openshift.io/Network').length > 0)],
  variant: variantOf,
  modeOf: evidence => configMapMode(evidence, /^proxy-config$/) ?? modeOfNetwork(evidence),
  place: 'networks.operator.openshift.io/cluster, spec.kubeProxyConfig.proxyArguments.proxy-mode',
  byDefault: 'iptables, written by the operator; no kube-proxy with OVN-Kubernetes',
  lasts: 'own-setting',
  advice: 'Set proxy-mode: ["nftables"] in spec.kubeProxyConfig.proxyArguments of networks.operator.openshift.io/cluster; the operator reverts its ConfigMap.',
  reference: 'https://github.com/openshift/cluster-network-operator',
  defaults,
  way: OPENSHIFT_WAY,
};
