import { styleText } from 'node:util';
import { diffModes } from './behavior';
import { diffCilium } from './diff-cilium';
import { Side, SideFlags, Sides, sidesOf } from './diff-sides';
import { readLive } from './live-files';
import { readCluster, readWithProgress } from './read-input';
import { complainOfFacts, RulesetFlags, rulesetRequest } from './ruleset-of-files';
import { utf8Line, writeToFile, writeToStandardOutput } from './script-output';
import { complain } from './terminal';
import { InputError } from '../base/errors';
import { IpFamily } from '../base/ip/ip-family';
import { plain } from '../base/plain';
import { Cluster } from '../cluster/cluster';
import { stateDistribution } from '../cluster/cluster-files';
import { nodeOfName } from '../cluster/served/served-cluster';
import type { TextLine } from '../dataplane/compare/text';
import { Ruleset } from '../dataplane/ruleset';
import type { ProxyMode } from '../programs/kube-proxy/proxy-mode';
import { rulesetPage } from '../report/answer-pages';
import { htmlPage } from '../report/html';
import { verifyNode } from '../verify/verify';

/** The options of `diff`. */
export interface DiffFlags extends Omit<RulesetFlags, 'kubernetesVersion'>, SideFlags {
  readonly goal?: string;
  readonly ciliumVersion?: string;
  readonly live?: string;
  readonly family?: IpFamily;
  readonly format: 'text' | 'json' | 'nft' | 'markdown' | 'html';
  readonly fromMode?: ProxyMode;
  readonly toMode?: ProxyMode;
  readonly allNodes?: boolean;
  readonly behavior?: boolean;
  readonly exitCode?: boolean;
  readonly output?: string;
}

/** Exit code with --exit-code where the rulesets differ; 1 is that of errors. */
const DIFFERENT = 2;

/** Carries out `diff`. */
export function diff(files: string[], flags: DiffFlags): void {
  if (flags.goal === 'cilium') {
    diffCilium(files, flags);
    return;
  }
  if (flags.ciliumVersion !== undefined) throw new InputError('--cilium-version is for --goal cilium: leave it out, or state that goal');
  if (isOfModes(flags)) {
    diffModes(files, flags);
    return;
  }
  if (flags.format === 'markdown') throw new InputError('--format markdown is for the behavior of two modes: expected --from-mode and --to-mode with it');
  const { live } = flags;
  const sides = live === undefined ? sidesOf(files, flags) : liveSides(files, flags);
  const [before, after] = live === undefined ? rulesets(sides, flags) : liveAndPredicted(sides, flags, live);
  if (!flags.quiet) for (const note of notes(before, after)) complain('note', note);
  const difference = before.compareWith(after);
  const { family } = flags;
  switch (flags.format) {
    case 'text': {
      const names = live === undefined ? sideNames(sides) : { before: plain(live), after: plain(files.join(' ')) };
      write(flags, textLines(flags.behavior ? difference._behaviorLines(family, names) : difference._textLines(family, names), flags));
      break;
    }
    case 'json': write(flags, [utf8Line(difference.toJson(family).trimEnd())]); break;
    case 'html': write(flags, [utf8Line(htmlPage(rulesetPage(difference, family)).trimEnd())]); break;
    case 'nft': write(flags, difference._nftLines(family)); break;
  }
  if (flags.exitCode && !difference._isEmpty(family)) process.exitCode = DIFFERENT;
}

/** What a node has comes before what the objects make of it: the difference is what would repair the node. */
function liveSides(files: readonly string[], { kubernetesVersion, fromVersion, toVersion, before, after }: DiffFlags): Sides {
  if (kubernetesVersion === undefined || (fromVersion ?? toVersion ?? before ?? after) !== undefined) {
    throw new InputError('--live needs --kubernetes-version, and cannot be combined with --from-version, --to-version, --before or --after');
  }
  if (files.length === 0) throw new InputError('--live needs the objects that the rules are compared with; expected FILE, for example, cluster.yaml');
  const side: Side = { files: [], kubernetesVersion };
  return { files, before: side, after: side };
}

function liveAndPredicted({ files, after }: Sides, flags: DiffFlags, live: string): [Ruleset, Ruleset] {
  const request = rulesetRequest([...files, live], flags);
  const predicted = Ruleset._ofNode(readCluster(files, [], flags), { ...request, kubernetesVersion: after.kubernetesVersion });
  return [verifyNode(predicted, readLive(live), flags.family).live, predicted];
}

/** Two modes share version and objects: options that tell the sides apart otherwise go without them. */
function isOfModes(flags: DiffFlags): boolean {
  if (flags.fromMode === undefined && flags.toMode === undefined) {
    if (flags.allNodes) throw new InputError('--all-nodes is for the behavior of two modes: expected --from-mode and --to-mode with it');
    if ((flags.node as string | undefined) === undefined) throw new InputError("required option '--node <NAME>' not specified");
    return false;
  }
  const other = (['fromVersion', 'toVersion', 'before', 'after', 'live', 'behavior', 'family'] as const).find(name => flags[name] !== undefined);
  if (other !== undefined) {
    const option = other.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    throw new InputError(`--${option} cannot be combined with --from-mode and --to-mode, which compare what clients meet`);
  }
  return true;
}

/** Objects of both sides are read once, which is all that standard input can be; without others one cluster serves both versions. */
function rulesets({ files, before, after }: Sides, flags: DiffFlags): [Ruleset, Ruleset] {
  const request = rulesetRequest([...files, ...before.files, ...after.files], flags);
  // Files of a side are laid over those of both, where there are any.
  const options = { rulesetsOnly: true };
  const clusterOf = (side: Side) => (
    files.length > 0 ? Cluster.of([], readWithProgress(side.files), options) : Cluster.of(readWithProgress(side.files), [], options)
  );
  const ofBefore = clusterOf(before);
  const ofAfter = before.files.length + after.files.length === 0 ? ofBefore : clusterOf(after);
  for (const { object, source } of readWithProgress(files)) for (const cluster of new Set([ofBefore, ofAfter])) cluster.add(object, source);
  for (const cluster of new Set([ofBefore, ofAfter])) stateDistribution(cluster, flags);
  const ruleset = (cluster: Cluster, { kubernetesVersion }: Side) => Ruleset._toCompare(cluster, { ...request, kubernetesVersion });
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
