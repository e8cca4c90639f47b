import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import { Side, SideFlags, Sides, sidesOf } from './diff-sides';
import { FILES_HELP, HELP_HINT, readWithProgress } from './input-options';
import { RulesetFlags, rulesetOptions, rulesetRequest } from './ruleset-options';
import { utf8Line, writeToFile, writeToStandardOutput } from './script-output';
import { complain } from './terminal';
import { PreviewObjects } from '../preview/preview';
import { TextLine } from '../ruleset/diff/text';
import { plain } from '../ruleset/plain';
import { IpFamily, Ruleset } from '../ruleset/ruleset';
import { SUPPORTED_MINORS } from '../ruleset/versions/kube-proxy-version';

interface DiffFlags extends RulesetFlags, SideFlags {
  readonly family?: IpFamily;
  readonly format: 'text' | 'json' | 'nft';
  readonly behaviour?: boolean;
  readonly exitCode?: boolean;
  readonly output?: string;
  readonly quiet?: boolean;
}

/** Exit code with --exit-code where the rulesets differ; 1 is that of errors. */
const DIFFERENT = 2;

const DESCRIPTION = [
  'Compares the nftables rulesets that kube-proxy programs on a node: of two versions, of two states of the cluster, or both.',
  'FILE is what the command preview takes. With --from-version and --to-version all files belong to both sides. With --kubernetes-version there are two, '
  + 'BEFORE and AFTER, each a file or a folder. With --before or --after, which add a file to one side, all others belong to both.',
  'Shown are chains, rules, sets, maps and elements that are added, removed or changed, and what clients notice of it; or, as a script for nft -f, the '
  + 'smallest transaction that turns the one ruleset into the other.',
].join('\n\n');

const EXAMPLES = `
Examples:
  What does an upgrade of kube-proxy change?
    cdk8s-nftables diff cluster.yaml --node worker-1 --from-version 1.35 --to-version 1.37

  Only what clients notice of it:
    cdk8s-nftables diff cluster.yaml --node worker-1 --from-version 1.35 --to-version 1.37 --behaviour

  What happened between two dumps, as kube-proxy would bring it about?
    cdk8s-nftables diff before.yaml after.yaml --node worker-1 --kubernetes-version 1.36 --format nft

  What does an app add to a cluster? Fail where it is anything:
    cdk8s-nftables diff cluster.yaml --after dist/ --node worker-1 --kubernetes-version 1.36 --exit-code`;

/** The command `diff`. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .summary('compare the rulesets of two versions, or before and after a change')
    .description(DESCRIPTION)
    .argument('[FILE...]', FILES_HELP)
    .requiredOption('--node <NAME>', 'the node; a Node object of that name has to be in the input')
    .option('--kubernetes-version <X.Y>', `the version of kube-proxy on both sides: ${SUPPORTED_MINORS.join(', ')}`)
    .option('--from-version <X.Y>', 'the version of kube-proxy before')
    .option('--to-version <X.Y>', 'the version of kube-proxy after')
    .option('--before <FILE>', 'a file or folder of the side before alone; may be repeated', collectFile)
    .option('--after <FILE>', 'a file or folder of the side after alone; may be repeated', collectFile)
    .addOption(new Option('--format <FORMAT>', 'how to show the difference').choices(['text', 'json', 'nft']).default('text'))
    .option('--behaviour', 'in text, only what clients notice, and not the rules')
    .option('--exit-code', `end with exit code ${DIFFERENT} where the rulesets differ`)
    .addOption(new Option('--family <FAMILY>', 'one table alone (default: both)').choices(Object.values(IpFamily)));
  for (const option of rulesetOptions()) command.addOption(option);
  return command
    .option('-o, --output <FILE>', 'write the difference to a file instead of standard output')
    .option('-q, --quiet', 'print no notes to standard error')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(diff);
}

function diff(files: string[], flags: DiffFlags): void {
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
  const request = rulesetRequest(flags, [...files, ...before.files, ...after.files]);
  const [old, recent] = [new PreviewObjects(), new PreviewObjects()];
  const read = (paths: readonly string[], targets: readonly PreviewObjects[]): void => {
    for (const { object, source } of readWithProgress(paths)) for (const target of targets) target.add(object, source);
  };
  read(files, [old, recent]);
  read(before.files, [old]);
  read(after.files, [recent]);
  const ruleset = (objects: PreviewObjects, { kubernetesVersion }: Side) => objects.ruleset({ ...request, kubernetesVersion });
  return [ruleset(old, before), ruleset(recent, after)];
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

function collectFile(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
