import { InvalidArgumentError, Option } from 'commander';
import { cidrList, splitList } from './input-options';
import { readFiles } from '../input/read-files';
import { DEFAULT_NODE_PORT_RANGE, parseNodePortRange } from '../preview/allocation/node-ports';
import { ConfigurationSource, FoundConfiguration } from '../preview/configuration-source';
import { NodePreviewRequest } from '../preview/preview';
import { InputError } from '../ruleset/errors';
import { PlainObject } from '../ruleset/intake/fields';

/** The flags of the options of `rulesetOptions`, and the node. */
export interface RulesetFlags {
  readonly node: string;
  readonly interface?: { readonly [name: string]: readonly string[] };
  readonly config?: string;
  readonly serviceCidr?: string[];
  readonly podCidr?: string[];
  readonly nodePortRange?: string;
}

/** What decides a node's ruleset beside objects and versions, for all commands that make rulesets. */
export function rulesetOptions(): Option[] {
  return [
    new Option('--interface <NAME=ADDRESS,...>', 'the addresses of a network interface of the node; may be repeated (default: the addresses of the Node)')
      .argParser(collectInterface),
    new Option('--config <FILE>', 'a file with the KubeProxyConfiguration, or with the ConfigMap kube-proxy; comes before the one in the input'),
    new Option('--service-cidr <CIDR,...>', "where ClusterIPs are allocated from (default: the input's ServiceCIDRs, or 10.96.0.0/12)").argParser(cidrList),
    new Option('--node-port-range <FIRST-LAST>', `where NodePorts are allocated from (default: ${DEFAULT_NODE_PORT_RANGE})`).argParser(nodePortRange),
    new Option('--pod-cidr <CIDR,...>', 'where pods of Nodes without a pod CIDR get their addresses from (default: the cluster CIDR, or 10.244.0.0/16)')
      .argParser(cidrList),
  ];
}

/**
 * What the flags ask for.
 *
 * @param files all files that are read beside the configuration
 * @throws InputError where the configuration can't be read
 */
export function rulesetRequest(flags: RulesetFlags, files: readonly string[]): Omit<NodePreviewRequest, 'kubernetesVersion'> {
  if (flags.config === '-' && files.includes('-')) throw new InputError('--config: standard input is one of the files already');
  return {
    nodeName: flags.node,
    configuration: flags.config === undefined ? undefined : readConfiguration(flags.config),
    networkInterfaces: flags.interface,
    serviceCidrs: flags.serviceCidr,
    nodePortRange: flags.nodePortRange,
    podCidrs: flags.podCidr,
  };
}

/** The configuration of a file: the document itself, with or without its kind, or a ConfigMap that holds it. */
function readConfiguration(path: string): FoundConfiguration {
  const source = new ConfigurationSource();
  let withoutKind: PlainObject | undefined;
  for (const { object, source: location } of readFiles([path])) {
    if (source.offer(object, location) || 'kind' in object) continue;
    if (withoutKind) throw new InputError(`${location.toString()}: this is a second document without a kind: expected one KubeProxyConfiguration`);
    withoutKind = object;
  }
  if (source.configuration) return source.configuration;
  if (withoutKind) return { document: withoutKind, description: path };
  throw new InputError(`${path}: holds neither a KubeProxyConfiguration nor the ConfigMap kube-proxy`);
}

function collectInterface(value: string, previous: RulesetFlags['interface'] = {}): RulesetFlags['interface'] {
  const separator = value.indexOf('=');
  const addresses = splitList(value.slice(separator + 1));
  if (separator < 1 || addresses.length === 0) throw new InvalidArgumentError('Expected NAME=ADDRESS,ADDRESS, as in eth0=192.168.10.11.');
  const name = value.slice(0, separator);
  const known = Object.hasOwn(previous, name) ? previous[name] : [];
  return { ...previous, [name]: [...known, ...addresses] };
}

function nodePortRange(value: string): string {
  try {
    parseNodePortRange(value);
    return value;
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}
