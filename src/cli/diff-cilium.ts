import { diffReplacement } from './diff-replacement';
import { readCluster } from './read-input';
import { writeText } from './script-output';
import { complain } from './terminal';
import { InputError, quoted } from '../base/errors';
import { plain, wrap } from '../base/plain';
import { CiliumUpgrade, ciliumUpgrade, hasChanges } from '../check/goals/cilium/upgrade';
import { readCiliumMinor } from '../programs/cilium/target';
import { ChangedDefault, ChangedOption, ValuesComparison } from '../programs/cilium/upgrade/compare-values';
import type { ProxyMode } from '../programs/kube-proxy/proxy-mode';

/** Exit code with --exit-code where something changes, as with rulesets. */
const DIFFERENT = 2;

/** Options of the comparison of rulesets, which has nothing to do with values. */
const FOREIGN = ['node', 'kubernetesVersion', 'toMode', 'allNodes', 'before', 'after', 'live', 'behavior', 'family'] as const;

/** The options of `diff` that matter here. */
export interface DiffCiliumFlags extends Readonly<Partial<Record<typeof FOREIGN[number], unknown>>> {
  readonly fromMode?: ProxyMode;
  readonly ciliumVersion?: string;
  readonly fromVersion?: string;
  readonly toVersion?: string;
  readonly format: string;
  readonly exitCode?: boolean;
  readonly output?: string;
  readonly quiet?: boolean;
}

/** Carries out `diff --goal cilium`: what changes for values and policies with another version of Cilium. */
export function diffCilium(files: readonly string[], flags: DiffCiliumFlags): void {
  const foreign = FOREIGN.find(name => flags[name] !== undefined);
  if (foreign !== undefined) throw new InputError(`--goal cilium: --${foreign.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)} has no effect; leave it out`);
  const { fromMode, ciliumVersion, fromVersion, toVersion, format } = flags;
  if (fromMode !== undefined) {
    diffReplacement(files, { ...flags, fromMode });
    return;
  }
  if (ciliumVersion !== undefined) throw new InputError('--cilium-version is for --from-mode: expected --from-version and --to-version for two versions of Cilium');
  if (fromVersion === undefined || toVersion === undefined) {
    throw new InputError('--goal cilium: expected --from-version and --to-version for an upgrade, for example, --from-version 1.19 --to-version 1.20, or --from-mode for what becomes of Services without '
    + 'kube-proxy, for example, --from-mode nftables');
  }
  if (files.length === 0) throw new InputError('--goal cilium: expected FILE, for example, values.yaml');
  if (format === 'nft' || format === 'html') throw new InputError(`--format ${format} is not for versions of Cilium; expected text, json or markdown`);
  const upgrade = ciliumUpgrade(readCluster(files, [], { valuesOf: 'cilium' }), readCiliumMinor(fromVersion, '--from-version'), readCiliumMinor(toVersion, '--to-version'));
  if (!flags.quiet) for (const notice of upgrade.notices) complain('note', notice);
  writeText(flags.output, format === 'json' ? `${JSON.stringify(upgrade, null, 2)}\n` : `${textOf(upgrade, format === 'markdown').join('\n')}\n`);
  if (flags.exitCode && hasChanges(upgrade)) process.exitCode = DIFFERENT;
}

const WIDTH = 100;

function textOf(upgrade: CiliumUpgrade, isMarkdown: boolean): string[] {
  const { from, to, values, policies, general } = upgrade;
  const heading = (title: string): string[] => ['', isMarkdown ? `## ${title}` : title, ...isMarkdown ? [''] : []];
  const item = (text: string): string[] => isMarkdown ? [`- ${text}`] : wrap(text, WIDTH - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);
  const section = (title: string, items: readonly string[]): string[] => items.length === 0 ? [] : [...heading(title), ...items.flatMap(item)];
  const ofAll = sharedDefaults(values.map(({ comparison }) => comparison));
  return [
    isMarkdown ? `# Cilium ${from} to ${to}` : `Cilium ${from} to ${to}`,
    ...values.flatMap(({ name, comparison: { refused, dead, defaults, options } }) => [
      ...section(`${plain(name)}: refused`, refused.map(({ field, message }) => `${plain(field)}: ${plain(message)}`)),
      ...section(`${plain(name)}: read no more`, dead.map(({ field, message }) => `${plain(field)}: ${plain(message)}`)),
      ...section(`${plain(name)}: other options of the agent`, options.filter(({ isGeneral }) => !isGeneral).map(optionText)),
      ...section(`${plain(name)}: other defaults of values that are not set`, defaults.filter(({ field }) => !ofAll.has(field)).map(each => defaultText(each, options))),
    ]),
    ...section('All values: other defaults of values that are not set', (values[0]?.comparison.defaults ?? []).filter(({ field }) => ofAll.has(field))
      .map(each => defaultText(each, values.flatMap(({ comparison }) => comparison.options)))),
    ...section('Policies that change', policies.flatMap(({ name, changes }) => changes.map(change => `${plain(name)}: ${plain(change)}`))),
    ...hasChanges(upgrade) ? [] : ['', 'Nothing changes for the values and policies of the input.'],
    ...section('Options of the agent that change with the version, not with values', generalOptions(values.flatMap(({ comparison }) => comparison.options))),
    ...section('For everybody', general.map(({ minor, text, source }) => `${minor}: ${text} (${source})`)),
  ];
}

/** Defaults that change for each of several installations, which are told once. */
function sharedDefaults(comparisons: readonly ValuesComparison[]): ReadonlySet<string> {
  if (comparisons.length < 2) return new Set();
  const [first, ...others] = comparisons.map(({ defaults }) => defaults.map(({ field }) => field));
  return new Set(first.filter(field => others.every(fields => fields.includes(field))));
}

function optionText({ option, before, after }: ChangedOption): string {
  return `${option}: ${shown(before)} becomes ${shown(after)}`;
}

/** A default, with the options of the agent that it changes. */
function defaultText({ field, before, after }: ChangedDefault, options: readonly ChangedOption[]): string {
  const changed = [...new Set(options.filter(({ isGeneral, defaultOf }) => isGeneral && defaultOf === field).map(({ option }) => option))];
  return `${field}: ${shown(before)} becomes ${shown(after)}${changed.length === 0 ? '' : ` (${changed.join(', ')})`}`;
}

/** What changes whatever the values are, and is not told with a default: what is gone and what is new in one line each. */
function generalOptions(options: readonly ChangedOption[]): string[] {
  const changed = options.filter(({ isGeneral, defaultOf }) => isGeneral && defaultOf === undefined);
  const once = [...new Map(changed.map(each => [each.option, each])).values()];
  const gone = once.filter(({ after }) => after === undefined).map(({ option, before }) => `${option} ${shown(before)}`);
  const added = once.filter(({ before }) => before === undefined).map(({ option, after }) => `${option} ${shown(after)}`);
  return [
    ...once.filter(({ before, after }) => before !== undefined && after !== undefined).map(optionText),
    ...gone.length === 0 ? [] : [`not written any more: ${gone.join(', ')}`],
    ...added.length === 0 ? [] : [`new: ${added.join(', ')}`],
  ];
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : quoted(value);
}
