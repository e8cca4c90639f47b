import { Change, Missing, RolloutInputs, ValueChange } from './change';
import { configFileOf, flagsToNftables, lostOfFlags, readsFile } from './flags';
import { flagPassage, LostSetting } from './passage';
import { Situation } from './situation';
import { PlainObject } from '../../../base/objects/fields';
import { at, commandOf, containersOf, InstallerFile, textAt } from '../evidence';
import { nodeArguments } from '../mode';

/** The settings that k3s and RKE2 share: kube-proxy-arg, a list of flags without dashes, on every node. */

const KEY = 'kube-proxy-arg';

export const RKE_PASSAGE = flagPassage('flags in kube-proxy-arg');

function listOf(value: unknown): string[] {
  return value === undefined || value === null ? [] : [value].flat().map(String);
}

/** What k3s and RKE2 pass to kube-proxy themselves (k3s pkg/daemons/agent/agent_linux.go, RKE2's pod template). */
const OWN_FLAGS = /^-*(?:proxy-mode|cluster-cidr|conntrack-max-per-core|conntrack-tcp-timeout-(?:established|close-wait)|healthz-bind-address|hostname-override|kubeconfig|bind-address)=/;

/** kube-proxy-arg in nftables mode. A plus behind the key adds to the list of a file that is read before. */
export function settingsToNftables(settings: PlainObject, asked: PlainObject | undefined): PlainObject {
  const key = Object.hasOwn(settings, `${KEY}+`) && !Object.hasOwn(settings, KEY) ? `${KEY}+` : KEY;
  const before = settings[key];
  const after = flagsToNftables(listOf(before), asked);
  return { ...settings, [key]: typeof before === 'string' && after.length === 1 ? after[0] : after };
}

/** What the settings say that nftables mode has no flag for. */
export function lostArguments(situation: Situation, ...settings: readonly unknown[]): LostSetting[] {
  return lostOfFlags(settings.flatMap(argumentsOf), situation, RKE_PASSAGE);
}

function argumentsOf(settings: unknown): string[] {
  return [...listOf(at(settings, KEY)), ...listOf(at(settings, `${KEY}+`))];
}

/** The files of settings, or those of nodes that note their arguments; one for all where nothing else shows. */
export function settingsFiles(
  situation: Situation, program: 'k3s' | 'rke2', isOwn: (file: InstallerFile) => boolean,
): Pick<Change, 'settings' | 'lost'> | Missing {
  const { evidence, asked } = situation;
  const file = `/etc/rancher/${program}/config.yaml`;
  const change = (settings: PlainObject) => settingsToNftables(settings, asked);
  const own = evidence.files.filter(candidate => isOwn(candidate) || at(candidate.document, KEY) !== undefined || at(candidate.document, `${KEY}+`) !== undefined);
  const allFlags = [...own.flatMap(({ document }) => argumentsOf(document)), ...nodeArguments(evidence, program).flatMap(({ flags }) => flags)];
  const configFile = configFileOf(allFlags);
  if (configFile !== undefined) return { missing: readsFile(configFile) };
  if (own.length > 0) {
    const holding = own.filter(({ document }) => argumentsOf(document).some(flag => /^-*(?:proxy-mode|ipvs-)/.test(flag)));
    const settings = (holding.length > 0 ? holding : own.slice(0, 1)).map(({ name, document }): ValueChange =>
      ({ key: 'config', file: /\.ya?ml$/.test(name) ? name : file, where: 'on every node', present: document, change }));
    return { settings, lost: lostArguments(situation, ...own.map(({ document }) => document)) };
  }
  const ofNodes = nodeArguments(evidence, program);
  const lists = ofNodes.length > 0 ? ofNodes : [{ node: undefined, flags: podFlags(situation) }];
  const isSame = new Set(lists.map(({ flags }) => JSON.stringify(flags))).size === 1;
  const files = isSame ? [{ flags: lists[0].flags, where: 'on every node' }] : lists.map(({ node, flags }) => ({ flags, folder: node, where: `on ${node}` }));
  return {
    settings: files.map(({ flags, ...place }): ValueChange => ({ key: 'config', file, ...place, base: flags.length > 0 ? { [KEY]: flags } : {}, change })),
    lost: lostOfFlags(lists.flatMap(({ flags }) => flags), situation, RKE_PASSAGE),
  };
}

/** What static pods are started with beside the flags that are always there. */
function podFlags({ evidence }: Situation): string[] {
  const [pod] = evidence.objects('/Pod', /^kube-proxy-/).filter(object => textAt(object, 'metadata', 'annotations', 'kubernetes.io/config.mirror') !== '');
  return containersOf(pod).flatMap(commandOf).filter(word => word.startsWith('--') && !OWN_FLAGS.test(word)).map(word => word.slice(2));
}

/** Commands that bring the files to a node. */
export function copyCommands({ files }: Pick<RolloutInputs, 'files'>, node: string, path: string): string[] {
  const own = files('config').filter(file => file.includes(`/${node}/`));
  return (own.length > 0 ? own : files('config').slice(0, 1)).map(file => `scp ${file} ${node}:/tmp/config.yaml   # compare it with ${path} there, and change only kube-proxy-arg`);
}
