import { defaults } from './defaults';
import { GARDENER_WAY } from './way';
import { Distribution } from '../distribution';
import { at, containersOf, Evidence, listAt } from '../evidence';
import { configMapMode, modeOf, RecognizedMode, together } from '../mode';
import { inCluster, label, managementObject } from '../signs';

const SHOOT = 'core.gardener.cloud/Shoot';
const daemonSetsOf = (evidence: Evidence) => evidence.objects('apps/DaemonSet', /^kube-proxy-.+-v\d/);

/** The environment of its kube-proxies: ConfigMaps of earlier settings stay for a while. */
function podMode(evidence: Evidence): RecognizedMode | undefined {
  const containers = daemonSetsOf(evidence).flatMap(object => [...containersOf(object), ...listAt(object, 'spec', 'template', 'spec', 'initContainers')]);
  const values = containers.flatMap(container => listAt(container, 'env')).filter(entry => at(entry, 'name') === 'KUBE_PROXY_MODE');
  return together(values.map(entry => modeOf(at(entry, 'value'))));
}

function shootMode(evidence: Evidence): RecognizedMode | undefined {
  return together(evidence.objects(SHOOT).map(shoot => {
    const kubeProxy = at(shoot, 'spec', 'kubernetes', 'kubeProxy');
    return at(kubeProxy, 'enabled') === false ? 'none' : modeOf(at(kubeProxy, 'mode'));
  }));
}

export const GARDENER: Distribution = {
  id: 'gardener',
  name: 'Gardener',
  signs: [[label(/^worker\.gardener\.cloud\//)]],
  evidence: [
    inCluster('ConfigMap shoot-info', evidence => evidence.objects('/ConfigMap', /^shoot-info$/).length > 0),
    inCluster('DaemonSets kube-proxy-POOL-vVERSION', evidence => daemonSetsOf(evidence).length > 0),
    managementObject(SHOOT),
  ],
  modeOf: evidence => podMode(evidence) ?? configMapMode(evidence, /^kube-proxy-config-/) ?? shootMode(evidence),
  place: 'Shoot (in the garden cluster), spec.kubernetes.kubeProxy.mode',
  byDefault: 'IPTables',
  lasts: 'own-setting',
  since: 'Gardener v1.135.0',
  advice: 'Set spec.kubernetes.kubeProxy.mode: NFTables in the Shoot, in the garden cluster; changes in the shoot itself are reverted.',
  reference: 'https://github.com/gardener/gardener',
  defaults,
  // pkg/component/kubernetes/proxy: outside of IPVS mode alone.
  setsClusterCidr: true,
  way: GARDENER_WAY,
};
