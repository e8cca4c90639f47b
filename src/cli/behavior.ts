import { readCluster } from './read-input';
import { complainOfFacts, RulesetFlags, rulesetRequest } from './ruleset-of-files';
import { utf8Line, writeText, writeToFile, writeToStandardOutput } from './script-output';
import { InputError } from '../base/errors';
import { toJson } from '../base/plain';
import { nodeOfName } from '../cluster/served/served-cluster';
import { ServiceBehavior } from '../dataplane/modes/service-behavior';
import type { ServiceBehaviorDifference } from '../dataplane/modes/service-behavior-difference';
import type { ProxyMode } from '../programs/kube-proxy/proxy-mode';
import { behaviorPage } from '../report/answer-pages';
import { htmlPage } from '../report/html';
import { packetsOf, QuestionObjects } from '../report/question';

/** The options of `explain --mode`. */
export interface BehaviorFlags extends RulesetFlags {
  readonly mode: ProxyMode;
  readonly from?: string;
  readonly to?: string;
  readonly all?: boolean;
  readonly format: string;
  readonly output?: string;
}

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

/** Carries out `explain --mode`. */
export function explainBehavior(files: readonly string[], flags: BehaviorFlags): void {
  const { mode, all, format, output } = flags;
  if (format === 'html') throw new InputError('--format html cannot be combined with --mode: diff --from-mode --to-mode writes a page about two modes');
  if (format === 'mermaid') throw new InputError('--format mermaid cannot be combined with --mode: it draws nftables rules; expected text or json');
  const applied = flags.apply ?? [];
  const request = rulesetRequest([...files, ...applied], flags);
  const cluster = readCluster(files, applied);
  const behavior = ServiceBehavior._ofNode(cluster, { ...request, kubernetesVersion: flags.kubernetesVersion }, mode);
  if (!flags.quiet) complainOfFacts(request, nodeOfName(cluster, flags.node));
  if (all) {
    if (format === 'json') writeText(output, behavior.toJson());
    else writeLines(output, behavior._lines());
    return;
  }
  const explanation = behavior.explain({ source: flags.from!, destination: flags.to! });
  writeText(output, format === 'json' ? explanation.toJson() : explanation.toText());
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
  const cluster = readCluster(files, [], flags.format === 'html' ? objects.watch : undefined);
  const nodeNames = node === undefined ? [...cluster.nodes.keys()].sort() : [node];
  if (nodeNames.length === 0) throw new InputError('--all-nodes: the input has no Node');
  const differences: ServiceBehaviorDifference[] = [];
  for (const nodeName of nodeNames) {
    const behavior = (mode: ProxyMode) => ServiceBehavior._ofNode(cluster, { ...request, nodeName, kubernetesVersion }, mode);
    differences.push(behavior(fromMode).compareWith(behavior(toMode)));
  }
  if (flags.format === 'html') {
    const question = objects.question(cluster, packetsOf(cluster, { ...request, kubernetesVersion }, [fromMode, toMode]));
    writeText(flags.output, htmlPage(behaviorPage(differences, question)));
  } else {
    write(differences, flags);
  }
  if (flags.exitCode && differences.some(({ hasBreaks }) => hasBreaks)) process.exitCode = BREAKS;
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

/** A large cluster has a large table, so it is written line by line. */
function writeLines(output: string | undefined, lines: Iterable<string>): void {
  const encoded = encodedLines(lines);
  if (output === undefined) writeToStandardOutput(encoded);
  else writeToFile(output, encoded);
}

function* encodedLines(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield utf8Line(line);
}
