import { CLUSTER } from './objects';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { changeYaml } from '../../../input/edit/change-yaml';
import { Way } from '../change/change';
import { configurationToNftables } from '../change/configuration';
import { fileChange } from '../change/objects';
import { wholeConfiguration } from '../change/passage';
import { isOlder, isOwnOlder, Situation } from '../change/situation';
import { withValue } from '../change/values';
import { at, listAt, textAt } from '../evidence';
import { mappingIn } from '../mode';

const isConfiguration = ({ kind }: PlainObject): boolean => kind === 'KubeProxyConfiguration';

/** kubeadmConfigPatches are merged after networking.kubeProxyMode: what they say of the mode is what counts. */
function changeOf({ asked = {} }: Situation) {
  return (cluster: PlainObject): PlainObject => {
    const patches = listAt(cluster, 'kubeadmConfigPatches');
    const index = patches.map(patch => at(mappingIn(patch, isConfiguration), 'mode') !== undefined).lastIndexOf(true);
    const isAsked = Object.keys(asked).length > 0;
    // Settings go where there are some, since the last patch wins.
    const holder = isAsked ? patches.map(patch => mappingIn(patch, isConfiguration) !== undefined).lastIndexOf(true) : -1;
    const ofAll = patches.map((patch, place) => mappingIn(patch, isConfiguration) && (place === index || place === holder || /^(?:ipvs|iptables):/m.test(String(patch))) ? patchToNftables(patch, place === holder ? asked : {}, place === index) : patch);
    const all = isAsked && holder === -1 ? [...ofAll, changeYaml('', () => ({ kind: 'KubeProxyConfiguration', ...asked }))] : ofAll;
    const changed = all.length === 0 ? cluster : { ...cluster, kubeadmConfigPatches: all };
    return index !== -1 && textAt(cluster, 'networking', 'kubeProxyMode') === 'nftables' ? changed : withValue(changed, ['networking', 'kubeProxyMode'], 'nftables');
  };
}

function patchToNftables(patch: unknown, asked: PlainObject, setsMode: boolean): unknown {
  const change = (document: PlainObject): PlainObject => {
    if (!isConfiguration(document)) return document;
    const { mode, ...rest } = configurationToNftables(document, asked);
    return setsMode ? { ...rest, mode } : rest;
  };
  return typeof patch === 'string' ? changeYaml(patch, change) : isPlainObject(patch) ? change(patch) : patch;
}

export const KIND_WAY: Way = {
  passage: wholeConfiguration('a KubeProxyConfiguration in kubeadmConfigPatches'),
  change: situation => {
    if (isOlder(situation, '1.31') || isOwnOlder(situation, '0.23')) return 'nftables mode needs kind v0.23.0 and a node image of Kubernetes 1.31 or later: raise the image first.';
    const { evidence } = situation;
    return {
      settings: evidence.objects(CLUSTER).map(cluster => fileChange('cluster', evidence, cluster, changeOf(situation), '(read when a cluster is created)')),
      // What kind itself writes for nftables mode, with rootful providers (pkg/cluster/internal/kubeadm/config.go).
      configMap: { configuration: configuration => withValue(configuration, ['conntrack', 'tcpBeLiberal'], true) },
      cautions: ['Nodes have the kernel of the host, which has to be 5.13 or later.', 'networking.kubeProxyMode is read by kind create cluster alone: change the file for the next cluster, and the ConfigMap of the one that runs.'],
    };
  },
};
