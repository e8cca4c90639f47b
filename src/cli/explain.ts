import { styleText } from 'node:util';
import { RulesetFlags, rulesetOfFiles } from './ruleset-of-files';
import { writeText, writeToFile, writeToStandardOutput } from './script-output';
import { complain } from './terminal';
import { InputError } from '../base/errors';
import { IpFamily } from '../base/ip/ip-family';
import type { BehaviourMatrix } from '../dataplane/explain/behaviour-matrix';
import type { Explanation } from '../dataplane/explain/explanation';
import { PacketVerdict } from '../dataplane/explain/vocabulary';

/** How an answer is written. */
export type ExplainFormat = 'text' | 'json' | 'mermaid';

/** The options of `explain`. */
export interface ExplainFlags extends RulesetFlags {
  readonly from?: string;
  readonly to?: string;
  readonly all?: boolean;
  readonly family?: IpFamily;
  readonly format: ExplainFormat;
  readonly output?: string;
}

/** Carries out `explain`. */
export function explain(files: string[], flags: ExplainFlags): void {
  checkFlags(flags);
  const ruleset = rulesetOfFiles(files, flags);
  if (!flags.quiet) complainOfAssumptions(ruleset.assumptions);
  if (flags.all) writeMatrix(ruleset.explainAll({ family: flags.family }), flags);
  else writeText(flags.output, render(ruleset.explain({ source: flags.from!, destination: flags.to! }), flags));
}

function complainOfAssumptions(assumptions: readonly string[]): void {
  const MOST = 10;
  for (const assumption of assumptions.slice(0, MOST)) complain('note', `assumed: ${assumption}`);
  if (assumptions.length > MOST) complain('note', `assumed: ${assumptions.length - MOST} things more, all of which preview lists`);
}

function checkFlags({ from, to, all, family, format }: ExplainFlags): void {
  if (all && (from !== undefined || to !== undefined)) throw new InputError('--all shows all sources and destinations: leave --from and --to out');
  if (!all && (from === undefined || to === undefined)) throw new InputError('--from and --to are needed: one packet, or --all for a table of all frontends');
  if (!all && family !== undefined) throw new InputError('--family goes with --all: the family of a packet is that of its addresses');
  if (all && format === 'mermaid') throw new InputError('--format mermaid draws the way of one packet: it needs --from and --to');
}

function render(explanation: Explanation, { format, output }: ExplainFlags): string {
  switch (format) {
    case 'json': return explanation.toJson();
    case 'mermaid': return explanation.toMermaid();
    case 'text': return output === undefined && isColourful() ? coloured(explanation) : explanation.toText();
  }
}

const COLOURS = {
  [PacketVerdict.DELIVERED]: 'green',
  [PacketVerdict.REJECTED]: 'red',
  [PacketVerdict.DROPPED]: 'red',
  [PacketVerdict.NOT_A_SERVICE]: 'cyan',
  [PacketVerdict.MIXED]: 'yellow',
} as const;

function isColourful(): boolean {
  return process.stdout.isTTY && !process.env.NO_COLOR;
}

/** The answer stands in the first line. */
function coloured(explanation: Explanation): string {
  const [first, ...rest] = explanation.toText().split('\n');
  return [styleText(COLOURS[explanation.verdict], first), ...rest].join('\n');
}

/** A large cluster has a large table, so it is written line by line. */
function writeMatrix(matrix: BehaviourMatrix, { format, output }: ExplainFlags): void {
  const lines = format === 'json' ? matrix._jsonLines() : matrix._lines();
  if (output === undefined) writeToStandardOutput(lines);
  else writeToFile(output, lines);
}
