import { styleText } from 'node:util';
import { checkExplainFlags, ExplainFlags, explainFlagsOf, NodeFlags } from './explain-flags';
import { behaviorOfFiles, explainRequestOfFiles, explainRoutesOfFiles, liveRuleset } from './explain-ways';
import { ReadRuleset, readRuleset } from './ruleset-of-files';
import { writeText, writeToFile, writeToStandardOutput } from './script-output';
import { complain } from './terminal';
import { InputError } from '../base/errors';
import type { BehaviorMatrix } from '../dataplane/explain/behavior-matrix';
import type { Explanation } from '../dataplane/explain/explanation';
import { PacketVerdict } from '../dataplane/explain/vocabulary';
import type { ServiceBehavior } from '../dataplane/modes/service-behavior';
import type { Ruleset } from '../dataplane/ruleset';
import { trafficPage } from '../report/answer-pages';
import { htmlPage } from '../report/html';
import { modesOf, packetsOf, QuestionObjects } from '../report/question';

/** Carries out `explain`. */
export function explain(files: string[], given: ExplainFlags): void {
  checkExplainFlags(given);
  if (files.length === 0 && given.live === undefined) throw new InputError('no file is named; expected FILE with Kubernetes objects, or --live');
  if (given.request !== undefined) {
    explainRequestOfFiles(files, given);
    return;
  }
  if (given.goal !== undefined) {
    explainRoutesOfFiles(files, given);
    return;
  }
  const flags = explainFlagsOf(given);
  if (flags.mode !== undefined && flags.live !== undefined) {
    throw new InputError('--mode cannot be combined with --live: the rules of a node are those of nftables mode');
  }
  const { family, namespace: namespaceName, service: serviceName, problems: onlyProblems } = flags;
  const objects = new QuestionObjects();
  const { explained, read } = explainedOf(files, flags, objects);
  if (!flags.quiet) complainOfAssumptions(explained.assumptions);
  const matrix = () => explained.explainAll({ family, namespaceName, serviceName, onlyProblems });
  if (flags.format === 'html') writeText(flags.output, htmlPage(trafficPage(explained, matrix(), read && questionOf(read, objects, flags.mode))));
  else if (flags.all && flags.format === 'mermaid') writeText(flags.output, matrix().toMermaid());
  else if (flags.all) writeMatrix(matrix(), flags);
  else writeText(flags.output, render(explained.explain({ source: flags.from!, destination: flags.to! }), flags));
}

/** What answers: the model of a mode, predicted rules with what they are made from, or rules that a node really has. */
function explainedOf(files: string[], flags: NodeFlags, objects: QuestionObjects): { explained: ServiceBehavior | Ruleset; read?: Pick<ReadRuleset, 'cluster' | 'request'> } {
  const { mode, live } = flags;
  const watch = flags.format === 'html' ? objects.watch : undefined;
  if (mode !== undefined) {
    const { behavior, ...read } = behaviorOfFiles(files, flags, mode, watch);
    return { explained: behavior, read };
  }
  if (live !== undefined) return { explained: liveRuleset(files, { ...flags, live }) };
  const read = readRuleset(files, flags, watch);
  return { explained: read.ruleset, read };
}

/** Packets can be asked about in the mode that is named, or else in the current one and in nftables mode. */
function questionOf({ cluster, request }: Pick<ReadRuleset, 'cluster' | 'request'>, objects: QuestionObjects, mode?: string) {
  return objects.question(cluster, packetsOf(cluster, request, mode === undefined ? modesOf(cluster, request) : [mode]));
}

function complainOfAssumptions(assumptions: readonly string[]): void {
  const MOST = 10;
  for (const assumption of assumptions.slice(0, MOST)) complain('note', `assumed: ${assumption}`);
  if (assumptions.length > MOST) complain('note', `assumed: ${assumptions.length - MOST} more, which preview lists`);
}

function render(explanation: Explanation, { format, output }: ExplainFlags): string {
  switch (format) {
    case 'json': return explanation.toJson();
    case 'mermaid': return explanation.toMermaid();
    case 'html': throw new Error('the table alone is a page');
    case 'text': return output === undefined && isColorful() ? colored(explanation) : explanation.toText();
  }
}

const COLORS = {
  [PacketVerdict.DELIVERED]: 'green',
  [PacketVerdict.REJECTED]: 'red',
  [PacketVerdict.DROPPED]: 'red',
  [PacketVerdict.LOST]: 'red',
  [PacketVerdict.HOST]: 'cyan',
  [PacketVerdict.PASSED]: 'cyan',
  [PacketVerdict.HEALTH_CHECK]: 'cyan',
  [PacketVerdict.MIXED]: 'yellow',
} as const;

function isColorful(): boolean {
  return process.stdout.isTTY && !process.env.NO_COLOR;
}

/** The answer is the first line. */
function colored(explanation: Explanation): string {
  const [first, ...rest] = explanation.toText().split('\n');
  return [styleText(COLORS[explanation.verdict], first), ...rest].join('\n');
}

const PAINT = { heading: 'bold', bad: 'red', mixed: 'yellow', other: 'cyan' } as const;

/** A large cluster has a large table, so it is written line by line. */
function writeMatrix(matrix: BehaviorMatrix, { format, output }: ExplainFlags): void {
  const isPainted = output === undefined && isColorful();
  const lines = format === 'json' ? matrix._jsonLines() : matrix._lines(isPainted ? (style, text) => styleText(PAINT[style], text) : undefined);
  if (output === undefined) writeToStandardOutput(lines);
  else writeToFile(output, lines);
}
