import { readCluster } from './read-input';
import { complain } from './terminal';
import { InputError } from '../base/errors';
import { PlainObject } from '../base/objects/fields';
import { ConfigurationSource, FoundConfiguration } from '../cluster/kube-proxy/configuration-source';
import { NetworkInterfaces } from '../dataplane/node/interface-ips';
import { NodeRulesetRequest } from '../dataplane/node-rulesets';
import { Ruleset } from '../dataplane/ruleset';
import { checkStandardInput, readFiles } from '../input/read-files';

/** The options of the commands that are about the ruleset of one node. */
export interface RulesetFlags {
  readonly node: string;
  readonly kubernetesVersion: string;
  readonly interface?: NetworkInterfaces;
  readonly config?: string;
  readonly serviceCidr?: string[];
  readonly podCidr?: string[];
  readonly nodePortRange?: string;
  readonly apply?: string[];
  readonly quiet?: boolean;
}

/** The ruleset that the objects of files make, and notes on standard error of what its reader should know. */
export function rulesetOfFiles(files: readonly string[], flags: RulesetFlags): Ruleset {
  const applied = flags.apply ?? [];
  checkStandardInput([...files, ...applied]);
  const request = rulesetRequest([...files, ...applied], flags);
  const ruleset = Ruleset._ofNode(readCluster(files, applied), { ...request, kubernetesVersion: flags.kubernetesVersion });
  if (!flags.quiet) for (const warning of ruleset.warnings) complain('note', warning);
  return ruleset;
}

/**
 * What is asked for beside the version.
 *
 * @param files all files that are read beside the configuration
 */
export function rulesetRequest(files: readonly string[], flags: Omit<RulesetFlags, 'kubernetesVersion'>): Omit<NodeRulesetRequest, 'kubernetesVersion'> {
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
