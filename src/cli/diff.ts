import { styleText } from 'node:util';
import { Side, SideFlags, Sides, sidesOf } from './diff-sides';
import { readWithProgress } from './read-input';
import { complainOfFacts, RulesetFlags, rulesetRequest } from './ruleset-of-files';
import { utf8Line, writeToFile, writeToStandardOutput } from './script-output';
import { complain } from './terminal';
import { IpFamily } from '../base/ip/ip-family';
import { plain } from '../base/plain';
import { Cluster } from '../cluster/cluster';
import { nodeOfName } from '../cluster/served/served-cluster';
import type { TextLine } from '../dataplane/compare/text';
import { Ruleset } from '../dataplane/ruleset';

/** The options of `diff`. */
export interface DiffFlags extends Omit<RulesetFlags, 'kubernetesVersion'>, SideFlags {
  readonly family?: IpFamily;
  readonly format: 'text' | 'json' | 'nft';
  readonly behavior?: boolean;
  readonly exitCode?: boolean;
  readonly output?: string;
}

/** Exit code with --exit-code where the rulesets differ; 1 is that of errors. */
const DIFFERENT = 2;

/** Carries out `diff`. */
export function diff(files: string[], flags: DiffFlags): void {
  const sides = sidesOf(files, flags);
  const [before, after] = rulesets(sides, flags);
  if (!flags.quiet) for (const note of notes(before, after)) complain('note', note);
  const difference = before.compareWith(after);
  const { family } = flags;
  switch (flags.format) {
    case 'text': {
      const names = sideNames(sides);
      write(flags, textLines(flags.behavior ? difference._behaviorLines(family, names) : difference._textLines(family, names), flags));
      break;
    }
    case 'json': write(flags, [utf8Line(difference.toJson(family).trimEnd())]); break;
    case 'nft': write(flags, difference._nftLines(family)); break;
  }
  if (flags.exitCode && !difference._isEmpty(family)) process.exitCode = DIFFERENT;
}

/** Objects of both sides are read once, which is all that standard input can be; without others one cluster serves both versions. */
function rulesets({ files, before, after }: Sides, flags: DiffFlags): [Ruleset, Ruleset] {
  const request = rulesetRequest([...files, ...before.files, ...after.files], flags);
  // Files of a side are laid over those of both, where there are any.
  const clusterOf = (side: Side) => files.length > 0 ? Cluster.of([], readWithProgress(side.files)) : Cluster.of(readWithProgress(side.files));
  const ofBefore = clusterOf(before);
  const ofAfter = before.files.length + after.files.length === 0 ? ofBefore : clusterOf(after);
  for (const { object, source } of readWithProgress(files)) for (const cluster of new Set([ofBefore, ofAfter])) cluster.add(object, source);
  const ruleset = (cluster: Cluster, { kubernetesVersion }: Side) => Ruleset._ofNode(cluster, { ...request, kubernetesVersion });
  const made: [Ruleset, Ruleset] = [ruleset(ofBefore, before), ruleset(ofAfter, after)];
  if (!flags.quiet) complainOfFacts(request, nodeOfName(ofAfter, flags.node));
  return made;
}

/** Notes on both sides, each once; those on one side alone say so. */
function notes(before: Ruleset, after: Ruleset): string[] {
  const [old, recent] = [new Set(before.warnings), new Set(after.warnings)];
  return [
    ...[...old].map(note => (recent.has(note) ? note : `before: ${note}`)),
    ...[...recent].filter(note => !old.has(note)).map(note => `after: ${note}`),
  ];
}

/** The files, where these are what differs. */
function sideNames({ files, before, after }: Sides): { before: string; after: string } | undefined {
  if (before.files.length + after.files.length === 0) return undefined;
  const name = (side: Side) => plain([...files, ...side.files].join(' '));
  return { before: name(before), after: name(after) };
}

const STYLE = { heading: 'bold', removed: 'red', added: 'green' } as const;

function* textLines(lines: Iterable<TextLine>, { output }: DiffFlags): Generator<string> {
  const isColoured = output === undefined && process.stdout.isTTY && !process.env.NO_COLOR;
  for (const { kind, text } of lines) yield utf8Line(isColoured && kind !== 'common' ? styleText(STYLE[kind], text) : text);
}

function write({ output }: DiffFlags, lines: Iterable<string>): void {
  if (output === undefined) writeToStandardOutput(lines);
  else writeToFile(output, lines);
}
