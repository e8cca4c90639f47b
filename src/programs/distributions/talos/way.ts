import { DOCUMENT, isMachineConfig, talosVersion } from './settings';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { isBefore } from '../../../base/version/version';
import { flagsOfConfiguration } from '../../kube-proxy/flags-of-configuration';
import { SettingChange, Way } from '../change/change';
import { configurationToNftables, withMoved } from '../change/configuration';
import { fileChange } from '../change/objects';
import { flagPassage, lostSettings, Passage } from '../change/passage';
import { currentKubernetes, isOlder, Situation } from '../change/situation';
import { withoutValues, withValue } from '../change/values';
import { at, commandOf, containersOf, textAt } from '../evidence';

const PROXY = ['cluster', 'proxy'];

/** cluster.proxy of a machine configuration: a mode, and flags as a mapping. */
function machineConfig({ asked = {} }: Situation) {
  return (config: PlainObject): PlainObject => {
    const flags = at(config, ...PROXY, 'extraArgs');
    const names = isPlainObject(flags) ? Object.keys(flags) : [];
    const ofIpvs = names.filter(name => name.startsWith('ipvs-') || name === 'proxy-mode');
    const cleaned = ofIpvs.length > 0 && ofIpvs.length === names.length ? withValue(config, [...PROXY, 'extraArgs'], undefined) : withoutValues(config, [...PROXY, 'extraArgs'], ...ofIpvs);
    const changed = withValue(cleaned, [...PROXY, 'mode'], 'nftables');
    return flagsOfConfiguration(asked).reduce((result, { name, value }) => withValue(result, [...PROXY, 'extraArgs', name], value), changed);
  };
}

/** The document of Talos 1.14: the mode beside a KubeProxyConfiguration without a kind. */
function ownDocument({ asked }: Situation) {
  return (document: PlainObject): PlainObject => {
    const config = isPlainObject(document.config) ? document.config : {};
    const { mode, ...rest } = configurationToNftables(config, asked);
    const inner = config.mode === undefined ? rest : { ...rest, mode };
    const changed = { ...document, mode: 'nftables' };
    return Object.keys(inner).length === 0 ? withValue(changed, ['config'], undefined) : { ...changed, config: inner };
  };
}

/** Whether kube-proxy is set in a document of its own: where there is one, and where kube-proxy runs with what came of one. */
function writesDocument(situation: Situation): boolean {
  const { evidence } = situation;
  if (evidence.objects(DOCUMENT).length > 0) return true;
  if (evidence.files.some(isMachineConfig)) return false;
  const [daemonSet] = evidence.objects('apps/DaemonSet', /^kube-proxy$/);
  const readsFile = containersOf(daemonSet).flatMap(commandOf).some(word => word.startsWith('--config'));
  // Without a cluster to look at what a new one would have.
  return isBefore(talosVersion(situation), 1, 14) === false && (readsFile || evidence.nodes.length === 0);
}

/** kube-proxy's image, which the document has to name. */
function imageOf(situation: Situation): string {
  const [daemonSet] = situation.evidence.objects('apps/DaemonSet', /^kube-proxy$/);
  const image = containersOf(daemonSet).map(container => textAt(container, 'image')).find(text => text !== '');
  const version = currentKubernetes(situation);
  return image ?? `registry.k8s.io/kube-proxy:v${version ? `1.${version.minor}.${version.patch ?? 0}` : 'VERSION'}`;
}

function settingsOf(situation: Situation): SettingChange[] {
  const { evidence } = situation;
  const where = 'of every control plane';
  const documents = evidence.objects(DOCUMENT);
  if (documents.length > 0) return documents.map(document => fileChange('config', evidence, document, ownDocument(situation), where));
  const files = evidence.files.filter(isMachineConfig);
  const [holding] = [...files.filter(({ document }) => at(document, ...PROXY) !== undefined), ...files.filter(({ document }) => textAt(document, 'machine', 'type') !== 'worker')];
  if (holding) return [{ key: 'config', file: holding.name, where, present: holding.document, change: machineConfig(situation) }];
  if (writesDocument(situation)) {
    const base = { apiVersion: 'v1alpha1', kind: 'KubeProxyConfig', image: imageOf(situation) };
    return [{ key: 'patch', file: 'kube-proxy-patch.yaml', where, base, change: ownDocument(withMoved(situation)) }];
  }
  return [{ key: 'patch', file: 'kube-proxy-patch.yaml', where, change: machineConfig(situation) }];
}

const FLAGS = flagPassage('flags in cluster.proxy.extraArgs; from Talos 1.14 on a KubeProxyConfiguration in the document KubeProxyConfig');

const PASSAGE: Passage = {
  ...FLAGS,
  later: [...FLAGS.later!, { fields: ['nftables.masqueradeBit'], since: 'Talos 1.14', isThere: writesDocument }],
  reason: 'cluster.proxy takes flags, and kube-proxy has none for it',
};

export const TALOS_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    if (isOlder(situation, '1.31') || isBefore(talosVersion(situation), 1, 8)) return 'nftables mode needs Talos 1.8 and Kubernetes 1.31 or later: earlier kernels lack a part of nftables (siderolabs/pkgs#951). Upgrade first.';
    const version = talosVersion(situation);
    return {
      settings: settingsOf(situation),
      lost: writesDocument(situation) ? [] : lostSettings(situation, PASSAGE),
      cautions: [
        'The machine configuration alone changes nothing: talosctl upgrade-k8s to the same version brings it to the DaemonSet.',
        ...situation.currentMode === 'ipvs' ? ['Talos 1.15 does not load the modules of IPVS any more: change the mode before you upgrade to it.'] : [],
        ...isBefore(version, 1, 14) !== false ? ['The flannel of Talos stays with iptables up to 1.13.'] : [],
      ],
    };
  },
  rollout: inputs => {
    const to = versionOf(inputs.situation);
    const patch = inputs.files('patch');
    return {
      whyNoCanary: 'No node can go first: kube-proxy is one DaemonSet, which Talos writes. It rolls one node at a time, so that a rollout that goes wrong stops at the first one.',
      apply: [
        'The machine configuration of every control plane, which has to be the same:',
        { run: patch.length > 0 ? patch.map(file => `talosctl --nodes CONTROL-PLANES patch machineconfig --patch @${file}`) : inputs.files('config').map(file => `talosctl --nodes CONTROL-PLANES apply-config --file ${file}   # or: patch machineconfig --patch @${file}, where it is a part alone`) },
        'Then bring it to the DaemonSet; the version of Kubernetes stays:',
        { run: [`talosctl --nodes CONTROL-PLANE upgrade-k8s --to ${to}`, 'kubectl -n kube-system rollout status daemonset/kube-proxy'] },
      ],
      verify: [{ run: ['kubectl -n kube-system get daemonset kube-proxy -o jsonpath=\'{.spec.template.spec.containers[0].command}\'', 'kubectl -n kube-system logs -l k8s-app=kube-proxy --prefix --tail=-1 --max-log-requests=100 | grep \'Using nftables Proxier\''] }],
      back: [`The old machine configuration${inputs.back('config').length > 0 ? ` (${inputs.back('config').join(', ')})` : ''} on every control plane, and upgrade-k8s to the same version again.`],
      lasts: ['The machine configuration of all control planes lasts.', 'upgrade-k8s reverts an edit of the DaemonSet.'],
    };
  },
};

/** The version of Kubernetes that stays. */
function versionOf(situation: Situation): string {
  const version = currentKubernetes(situation);
  return version ? `1.${version.minor}.${version.patch ?? 0}` : 'VERSION';
}
