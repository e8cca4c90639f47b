import { styleText } from 'node:util';
import { Side, SideFlags, Sides, sidesOf } from './diff-sides';
import { layered } from './layered';
import { readWithProgress } from './read-input';
import { complainOfFacts, RulesetFlags, rulesetRequest } from './ruleset-of-files';
import { utf8Line, writeToFile, writeToStandardOutput } from './script-output';
import { complain } from './terminal';
import { IpFamily } from '../base/ip/ip-family';
import { plain } from '../base/plain';
import type { TextLine } from '../dataplane/compare/text';
import { PreviewObjects } from '../dataplane/preview/preview';
import type { Ruleset } from '../dataplane/ruleset';

/** The options of `diff`. */
export interface DiffFlags extends Omit<RulesetFlags, 'kubernetesVersion'>, SideFlags {
  readonly family?: IpFamily;
  readonly format: 'text' | 'json' | 'nft';
  readonly behaviour?: boolean;
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
      write(flags, textLines(flags.behaviour ? difference._behaviourLines(family, names) : difference._textLines(family, names), flags));
      break;
    }
    case 'json': write(flags, [utf8Line(difference.toJson(family).trimEnd())]); break;
    case 'nft': write(flags, difference._nftLines(family)); break;
  }
  if (flags.exitCode && !difference._isEmpty(family)) process.exitCode = DIFFERENT;
}

/** Objects of both sides are read once, which is all that standard input can be. */
function rulesets({ files, before, after }: Sides, flags: DiffFlags): [Ruleset, Ruleset] {
  const request = rulesetRequest([...files, ...before.files, ...after.files], flags);
  const hasOwnFiles = before.files.length + after.files.length > 0;
  // A large dump that is all there is never stands in memory as a whole.
  const [old, recent] = hasOwnFiles ? ownAndShared(files, before, after) : shared(files);
  const ruleset = (objects: PreviewObjects, { kubernetesVersion }: Side) => objects.ruleset({ ...request, kubernetesVersion });
  const made: [Ruleset, Ruleset] = [ruleset(old, before), ruleset(recent, after)];
  if (!flags.quiet) complainOfFacts(request, recent.cluster.node(flags.node));
  return made;
}

function shared(files: readonly string[]): [PreviewObjects, PreviewObjects] {
  const [old, recent] = [new PreviewObjects(), new PreviewObjects()];
  for (const { object, source } of readWithProgress(files)) for (const target of [old, recent]) target.add(object, source);
  return [old, recent];
}

function ownAndShared(files: readonly string[], ...sides: readonly Side[]): PreviewObjects[] {
  const common = [...readWithProgress(files)];
  return sides.map(side => layered(common, side.files));
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
