import { at, commandOf, containersOf, Evidence, listAt, listOfGiven, nameOf, textAt } from './evidence';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { loadYaml } from '../../input/yaml';
import { flagValue } from '../kube-proxy/command-line';

/** The mode of a cluster's kube-proxy: `none` without one, `mixed` where nodes differ, `unknown` where nothing tells. */
export type RecognizedMode = 'iptables' | 'ipvs' | 'nftables' | 'none' | 'mixed' | 'unknown';

/** kube-proxy's own default on Linux, up to 1.39 at least. */
const DEFAULT_MODE = 'iptables';

/** A mode as a setting has it; an empty one is the default. Expressions of templates and other words tell nothing. */
export function modeOf(setting: unknown, otherwise: RecognizedMode = DEFAULT_MODE): RecognizedMode {
  if (setting === undefined || setting === null || setting === '') return otherwise;
  const word = String(setting).toLowerCase();
  return word === 'iptables' || word === 'ipvs' || word === 'nftables' || word === 'none' ? word : 'unknown';
}

/** The mode of several nodes or files; undefined for none at all. */
export function together(modes: readonly RecognizedMode[]): RecognizedMode | undefined {
  const known = [...new Set(modes)].filter(mode => mode !== 'unknown');
  if (known.length > 1) return 'mixed';
  return known[0] ?? modes[0];
}

/** The mapping in a text of YAML or JSON; undefined for anything else. Of several documents the first that is wanted. */
export function mappingIn(text: unknown, isWanted: (document: PlainObject) => boolean = () => true): PlainObject | undefined {
  if (isPlainObject(text)) return isWanted(text) ? text : undefined;
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  try {
    return loadYaml(text).filter(isPlainObject).find(isWanted);
  } catch {
    return undefined;
  }
}

/** The KubeProxyConfiguration in a ConfigMap, whatever its key is. */
export function configurationIn(configMap: unknown): PlainObject | undefined {
  const data = at(configMap, 'data');
  return isPlainObject(data) ? Object.values(data).flatMap(text => listOfGiven(mappingIn(text, ({ kind }) => kind === 'KubeProxyConfiguration')))[0] : undefined;
}

/** What kube-proxy's ConfigMaps of a name say; undefined where there are none. */
export function configMapMode(evidence: Evidence, name: RegExp): RecognizedMode | undefined {
  const configurations = evidence.objects('/ConfigMap', name).flatMap(configMap => listOfGiven(configurationIn(configMap)));
  // Windows nodes have a configuration of their own.
  return together(configurations.filter(({ mode }) => mode !== 'kernelspace').map(({ mode }) => modeOf(mode)));
}

/** What the command lines say; undefined where there are none, or where they name a file, which is all that counts then. */
function commandMode(commands: readonly (readonly string[])[]): RecognizedMode | undefined {
  const flagged = commands.filter(command => command.some(word => word.includes('--')) && flagValue(command, 'config') === undefined);
  return together(flagged.map(command => modeOf(flagValue(command, 'proxy-mode'))));
}

/** What kube-proxy's static pods are started with. */
export function staticPodMode(evidence: Evidence): RecognizedMode | undefined {
  const pods = evidence.objects('/Pod', /^kube-proxy-/).filter(pod => at(pod, 'metadata', 'annotations', 'kubernetes.io/config.mirror') !== undefined);
  return commandMode(pods.map(pod => containersOf(pod).flatMap(commandOf)));
}

/** What a DaemonSet starts kube-proxy with. */
export function daemonSetMode(evidence: Evidence, name = /^kube-proxy$/): RecognizedMode | undefined {
  return commandMode(evidence.objects('apps/DaemonSet', name).map(daemonSet => containersOf(daemonSet).flatMap(commandOf)));
}

/** The mode of kube-proxy as it runs, from what kubeadm and most installers leave in a cluster. */
export function runningMode(evidence: Evidence): RecognizedMode | undefined {
  return staticPodMode(evidence) ?? daemonSetMode(evidence) ?? configMapMode(evidence, /^kube-proxy$/);
}

/** The mode that a list of `flag=value` sets, as k3s and RKE2 take it: dashes may lead, and the last one counts. */
export function argumentMode(values: readonly string[]): RecognizedMode {
  const words = values.map(value => `--${value.replace(/^-+/, '')}`);
  return flagValue(words, 'config') === undefined ? modeOf(flagValue(words, 'proxy-mode')) : 'unknown';
}

/** What k3s or RKE2 notes of its arguments on each Node, its files of settings merged in. */
export function nodeCommands(evidence: Evidence, program: 'k3s' | 'rke2'): { readonly node: string; readonly words: readonly string[] }[] {
  return evidence.nodes.flatMap(node => {
    const list = mappingIn(`args: ${textAt(node, 'metadata', 'annotations', `${program}.io/node-args`)}`);
    const words = listAt(list, 'args').map(String);
    return words.length === 0 ? [] : [{ node: nameOf(node), words }];
  });
}

/** The value of k3s' or RKE2's own flags on the first Node that has one: `cni`. */
export function nodeSetting(evidence: Evidence, program: 'k3s' | 'rke2', name: string): string | undefined {
  return nodeCommands(evidence, program).map(({ words }) => flagValue(words, name)).find(value => value !== undefined);
}

/** kube-proxy's flags on each Node. */
export function nodeArguments(evidence: Evidence, program: 'k3s' | 'rke2'): { readonly node: string; readonly flags: readonly string[] }[] {
  return nodeCommands(evidence, program).map(({ node, words }) => ({ node, flags: argumentsOf(words, '--kube-proxy-arg') }));
}

/** The mode that these arguments set. */
export function nodeArgumentsMode(evidence: Evidence, program: 'k3s' | 'rke2'): RecognizedMode | undefined {
  const commands = nodeCommands(evidence, program).map(({ words }) => words);
  // A setting of the servers, which agents take over.
  if (commands.some(words => ['', 'true'].includes(flagValue(words, 'disable-kube-proxy') ?? 'false'))) return 'none';
  return together(commands.map(words => argumentMode(argumentsOf(words, '--kube-proxy-arg'))));
}

function argumentsOf(words: readonly string[], flag: string): string[] {
  return words.flatMap((word, index) => {
    if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)];
    return word === flag && words[index + 1] !== undefined ? [words[index + 1]] : [];
  });
}

/** What k3s' or RKE2's settings say: `config.yaml`, or Rancher's object. */
export function settingsMode(settings: unknown): RecognizedMode {
  if (['true', true].includes(at(settings, 'disable-kube-proxy') as string | boolean)) return 'none';
  const values = [at(settings, 'kube-proxy-arg'), at(settings, 'kube-proxy-arg+')].flatMap(value => value === undefined || value === null ? [] : value);
  return argumentMode(values.map(String));
}
