import { ObjectWatcher, readCluster } from './read-input';
import { complainOfFacts, ReadRuleset, RulesetFlags, rulesetRequest } from './ruleset-of-files';
import { writeText } from './script-output';
import { complain } from './terminal';
import { InputError } from '../base/errors';
import { toJson } from '../base/plain';
import { Cluster } from '../cluster/cluster';
import { nodeOfName } from '../cluster/served/served-cluster';
import { ServiceBehavior } from '../dataplane/modes/service-behavior';
import type { ServiceBehaviorDifference } from '../dataplane/modes/service-behavior-difference';
import type { ProxyMode } from '../programs/kube-proxy/proxy-mode';
import { behaviorPage } from '../report/answer-pages';
import { htmlPage } from '../report/html';
import { packetsOf, QuestionObjects } from '../report/question';

/** The options of `diff --from-mode --to-mode`. */
export interface ModeDiffFlags extends Omit<RulesetFlags, 'node' | 'kubernetesVersion'> {
  readonly node?: string;
  readonly allNodes?: boolean;
  readonly kubernetesVersion?: string;
  readonly fromMode?: ProxyMode;
  readonly toMode?: ProxyMode;
  readonly format: string;
  readonly exitCode?: boolean;
  readonly output?: string;
}

/** Exit code with --exit-code where something breaks; 1 is that of errors. */
const BREAKS = 3;

/** The behavior that `explain --mode` is about, with what it is made from. */
export function behaviorOfFiles(
  files: readonly string[], flags: RulesetFlags, mode: ProxyMode, watch?: ObjectWatcher,
): { readonly behavior: ServiceBehavior } & Pick<ReadRuleset, 'cluster' | 'request'> {
  const applied = flags.apply ?? [];
  const request = { ...rulesetRequest([...files, ...applied], flags), kubernetesVersion: flags.kubernetesVersion };
  const cluster = readCluster(files, applied, flags, watch);
  const behavior = ServiceBehavior._ofNode(cluster, request, mode);
  if (!flags.quiet) {
    for (const note of behavior._notes) complain('note', note);
    complainOfFacts(request, nodeOfName(cluster, flags.node));
  }
  return { behavior, cluster, request };
}

/** Carries out `diff --from-mode --to-mode`. */
export function diffModes(files: readonly string[], flags: ModeDiffFlags): void {
  const { fromMode, toMode, kubernetesVersion, node, allNodes } = flags;
  if (fromMode === undefined || toMode === undefined) throw new InputError('required: both --from-mode and --to-mode, as in --from-mode ipvs --to-mode nftables');
  if (kubernetesVersion === undefined) throw new InputError('required: --kubernetes-version, which both modes share');
  if (flags.format === 'nft') throw new InputError('--format nft cannot be combined with --from-mode: expected text, json or markdown');
  if (files.length === 0) throw new InputError('no files are named: expected FILE, the objects of the cluster');
  if (allNodes && flags.interface) throw new InputError('--interface cannot be combined with --all-nodes: it holds the addresses of one node');
  if ((node === undefined) !== (allNodes ?? false)) throw new InputError('required: either --node or --all-nodes');
  const request = rulesetRequest(files, { ...flags, node: node ?? '' });
  const objects = new QuestionObjects();
  const cluster = readCluster(files, [], flags, flags.format === 'html' ? objects.watch : undefined);
  const nodeNames = node === undefined ? linuxNodes(cluster) : [node];
  if (nodeNames.length === 0) throw new InputError(`--all-nodes: the input has no Node${cluster.nodes.size > 0 ? ' that runs Linux' : ''}`);
  const differences: ServiceBehaviorDifference[] = [];
  const notes = new Set<string>();
  for (const nodeName of nodeNames) {
    const behavior = (mode: ProxyMode) => ServiceBehavior._ofNode(cluster, { ...request, nodeName, kubernetesVersion }, mode);
    const before = behavior(fromMode);
    for (const note of before._notes) notes.add(note);
    differences.push(before.compareWith(behavior(toMode)));
  }
  if (!flags.quiet) for (const note of notes) complain('note', note);
  if (flags.format === 'html') {
    const question = objects.question(cluster, packetsOf(cluster, { ...request, kubernetesVersion }, [fromMode, toMode]));
    writeText(flags.output, htmlPage(behaviorPage(differences, question)));
  } else {
    write(differences, flags);
  }
  if (flags.exitCode && differences.some(({ hasBreaks }) => hasBreaks)) process.exitCode = BREAKS;
}

/** On Windows kube-proxy has none of these modes. */
function linuxNodes(cluster: Cluster): string[] {
  return [...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem !== 'windows').map(({ name }) => name).sort();
}

function write(differences: readonly ServiceBehaviorDifference[], { format, output, allNodes }: ModeDiffFlags): void {
  switch (format) {
    case 'json': {
      writeText(output, allNodes ? toJson({ version: 1, nodes: differences.map(each => each._json()) }) : differences[0].toJson());
      return;
    }
    case 'markdown': writeText(output, differences.map(each => each.toMarkdown()).join('\n')); return;
    default: writeText(output, differences.map(each => each.toText()).join('\n'));
  }
}
