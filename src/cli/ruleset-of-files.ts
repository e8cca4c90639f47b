import { ObjectWatcher, readCluster } from './read-input';
import { complain } from './terminal';
import { InputError } from '../base/errors';
import { Cluster } from '../cluster/cluster';
import { StatedDistribution } from '../cluster/cluster-files';
import { nodeFactsOfFiles } from '../cluster/facts/read-node-facts';
import { configurationOfObjects } from '../cluster/kube-proxy/kube-proxy-objects';
import { Node } from '../cluster/served/node';
import { nodeOfName } from '../cluster/served/served-cluster';
import { NetworkInterfaces } from '../dataplane/node/interface-ips';
import { NodeRulesetRequest, RulesetRequest } from '../dataplane/node-rulesets';
import { Ruleset } from '../dataplane/ruleset';
import { checkStandardInput, readFiles } from '../input/read-files';

/** The options of the commands that are about the ruleset of one node. */
export interface RulesetFlags extends StatedDistribution {
  readonly node: string;
  readonly kubernetesVersion: string;
  readonly interface?: NetworkInterfaces;
  readonly nodeFacts?: string[];
  readonly config?: string;
  readonly serviceCidr?: string[];
  readonly assumeLoadBalancer?: { readonly [service: string]: string[] };
  readonly podCidr?: string[];
  readonly nodePortRange?: string;
  readonly apply?: string[];
  readonly quiet?: boolean;
}

/** The ruleset that the objects of files make, and notes on standard error of what its reader should know. */
export function rulesetOfFiles(files: readonly string[], flags: RulesetFlags): Ruleset {
  return readRuleset(files, flags).ruleset;
}

/** A ruleset with what it is made from. */
export interface ReadRuleset {
  readonly cluster: Cluster;
  readonly request: RulesetRequest;
  readonly ruleset: Ruleset;
}

/**
 * The same, with what it is made from.
 *
 * @param watch sees all objects that are read
 */
export function readRuleset(files: readonly string[], flags: RulesetFlags, watch?: ObjectWatcher): ReadRuleset {
  const request = requestOf(files, flags);
  const cluster = readCluster(files, flags.apply, { ...flags, rulesetsOnly: true }, watch);
  return { cluster, request, ruleset: rulesetOfCluster(cluster, request, flags) };
}

/** What is asked for beside the objects. */
export function requestOf(files: readonly string[], flags: RulesetFlags): NodeRulesetRequest {
  return { ...rulesetRequest([...files, ...flags.apply ?? []], flags), kubernetesVersion: flags.kubernetesVersion };
}

/** The same for a cluster that was read from the files already. */
export function rulesetOfCluster(cluster: Cluster, request: NodeRulesetRequest, flags: RulesetFlags): Ruleset {
  const ruleset = Ruleset._ofNode(cluster, request);
  if (!flags.quiet) {
    for (const warning of ruleset.warnings) complain('note', warning);
    complainOfFacts(request, nodeOfName(cluster, flags.node));
  }
  return ruleset;
}

/** What a reader has to know of the facts of the node. */
export function complainOfFacts({ nodeFacts }: Pick<RulesetRequest, 'nodeFacts'>, node: Node): void {
  if (!nodeFacts) return;
  const facts = nodeFacts.of(node);
  if (!facts) {
    complain('note', `--node-facts: no facts of node ${node.name}; there are those of ${nodeFacts.all.map(other => other.node).join(', ')}`);
  } else if (facts.value('addresses') === undefined) {
    complain('note', `${facts.source.toString()}: NodeFacts ${facts.node}: addresses is unknown (${facts.whyUnknown('addresses')}); those of the Node are used`);
  }
}

/**
 * What is asked for beside the version.
 *
 * @param files all files that are read beside the configuration
 */
export function rulesetRequest(files: readonly string[], flags: Omit<RulesetFlags, 'kubernetesVersion'>): Omit<NodeRulesetRequest, 'kubernetesVersion'> {
  const inputs = [...files, ...flags.nodeFacts ?? []];
  checkStandardInput(inputs);
  if (flags.config === '-' && inputs.includes('-')) throw new InputError('--config: standard input is one of the files already');
  return {
    nodeName: flags.node,
    configuration: flags.config === undefined ? undefined : configurationOfObjects(readFiles([flags.config]), flags.config),
    networkInterfaces: flags.interface,
    nodeFacts: nodeFactsOfFiles(flags.nodeFacts),
    serviceCidrs: flags.serviceCidr,
    loadBalancers: flags.assumeLoadBalancer,
    nodePortRange: flags.nodePortRange,
    podCidrs: flags.podCidr,
  };
}
