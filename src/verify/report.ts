import { Difference, DifferenceKind } from './difference';
import { ForeignChain } from './foreign-chains';
import { verifySarif } from './sarif';
import { Verification } from './verify';
import { plain, toJson } from '../base/plain';
import { escapeProse } from '../base/text/markdown';
import { ReportFormatName } from '../check/reports/format-names';

/** How the result for nodes is written: as `check` writes its reports. */
export type VerifyFormat = ReportFormatName;

/** The result for nodes, in a format. It ends with a line feed. */
export function verifyReport(results: readonly Verification[], format: VerifyFormat): string {
  switch (format) {
    case 'text': return results.map(result => `${textOf(result).map(plain).join('\n')}\n`).join('\n');
    case 'json': return toJson({ version: 1, nodes: results.map(jsonOf) });
    case 'markdown': return markdownOf(results);
    case 'sarif': return verifySarif(results);
    case 'junit': return junitOf(results);
    case 'github': return results.flatMap(githubOf).map(line => `${line}\n`).join('');
  }
}

const KINDS: readonly DifferenceKind[] = ['missing', 'stale', 'changed', 'foreign'];

/** `worker-1: in sync with the prediction for kube-proxy 1.36`. */
function headline({ nodeName, kubernetesVersion, outcome, differences }: Verification): string {
  const prediction = `the prediction for kube-proxy ${kubernetesVersion}`;
  switch (outcome) {
    case 'in-sync': return `${nodeName}: in sync with ${prediction}`;
    case 'unknown': return `${nodeName}: cannot be compared with ${prediction}`;
    case 'differs': return `${nodeName}: ${differences.length === 1 ? '1 difference' : `${differences.length} differences`} from ${prediction}`;
  }
}

function textOf(result: Verification): string[] {
  const { differences, unknown, notes, causes, foreignChains } = result;
  const behavior = result.behavior();
  return [
    headline(result),
    ...KINDS.flatMap(kind => section(HEADINGS[kind], differences.filter(difference => difference.kind === kind).flatMap(differenceText))),
    ...section('What may explain it', causes),
    ...section('What clients notice', behavior.map(change => `${changeText(change)}`)),
    ...section('What the listing does not tell', unknown),
    ...section('Other programs\' chains', foreignChains.filter(isNotable).map(chainText)),
    ...section('No fault', notes),
  ];
}

const HEADINGS: Readonly<Record<DifferenceKind, string>> = { missing: 'Missing', stale: 'Stale', changed: 'Changed', foreign: 'Foreign' };

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${heading}:`, ...lines.map(line => `  ${line}`)];
}

/** Differences in rules show the rules; of elements and whole objects the description says it all. */
function differenceText({ description, object, live, predicted }: Difference): string[] {
  const shown = object.startsWith('chain ') || object.startsWith('table ');
  return [description, ...shown ? [...live.map(rule => `  is:        ${cut(rule)}`), ...predicted.map(rule => `  should be: ${cut(rule)}`)] : []];
}

function cut(text: string): string {
  const MOST = 200;
  return text.length > MOST ? `${text.slice(0, MOST - 3)}...` : text;
}

function changeText(change: ReturnType<Verification['behavior']>[number]): string {
  const place = 'serviceName' in change && change.serviceName !== undefined ? `${change.serviceName} ` : '';
  return `${place}${change.address} ${change.protocol} ${change.port} from ${change.sourceClasses.join(', ')}: ${change.after ?? 'nothing'} instead of ${change.before ?? 'nothing'}`;
}

/** Chains that do something to packets beside accepting them. */
function isNotable({ effects, policy, hasUnknown }: ForeignChain): boolean {
  return policy === 'drop' || hasUnknown || effects.some(effect => effect !== 'accept');
}

function chainText({ family, table, chain, hook, priority, position, policy, effects, hasUnknown }: ForeignChain): string {
  const what = [
    ...policy === 'drop' ? ['policy drop'] : [],
    ...effects.length > 0 ? [`rules that ${effects.join(', ')}`] : [],
    ...hasUnknown ? ['rules that cannot be evaluated'] : [],
  ];
  const place = position === 'same' ? 'at the same priority as' : position;
  return `table ${family} ${table} chain ${chain} (${hook}, priority ${priority}, ${place} kube-proxy's): ${what.join('; ')}`;
}

function jsonOf(result: Verification): object {
  const { nodeName, kubernetesVersion, outcome, differences, unknown, notes, causes, foreignChains } = result;
  return { nodeName, kubernetesVersion, outcome, differences, causes, behaviorChanges: result.behavior(), unknown, foreignChains, notes };
}

function markdownOf(results: readonly Verification[]): string {
  const blocks = results.map(result => [
    `## ${escapeProse(headline(result))}`,
    '',
    ...result.differences.length === 0 ? [] : [
      '| | Difference | Object |', '| --- | --- | --- |',
      ...result.differences.map(({ kind, description, object }) => `| ${kind} | ${escapeProse(description)} | ${escapeProse(object)} |`), '',
    ],
    ...list('What may explain it', result.causes.map(escapeProse)),
    ...list('What clients notice', result.behavior().map(change => escapeProse(changeText(change)))),
    ...list('What the listing does not tell', result.unknown.map(escapeProse)),
  ]);
  return blocks.map(lines => lines.join('\n')).join('\n');
}

function list(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${heading}`, '', ...items.map(item => `- ${item}`), ''];
}

/** A test for each node; one that can't be compared is an error. */
function junitOf(results: readonly Verification[]): string {
  const count = (outcome: Verification['outcome']) => results.filter(result => result.outcome === outcome).length;
  const counts = `tests="${results.length}" failures="${count('differs')}" errors="${count('unknown')}" skipped="0"`;
  const cases = results.flatMap(result => {
    const open = `    <testcase classname="cdk8s-nftables.verify" name="${xml(result.nodeName)}"`;
    if (result.outcome === 'in-sync') return [`${open}/>`];
    const element = result.outcome === 'differs' ? 'failure' : 'error';
    return [`${open}>`, `      <${element} message="${xml(headline(result))}">${xml(textOf(result).join('\n'))}</${element}>`, '    </testcase>'];
  });
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="cdk8s-nftables" ${counts}>`, `  <testsuite name="live rulesets" ${counts}>`, ...cases];
  return [...lines, '  </testsuite>', '</testsuites>', ''].join('\n');
}

/** Text has to be plain line by line: XML has no way to write most control characters. */
function xml(text: string): string {
  return text.split('\n').map(plain).join('\n').replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** One annotation a node: GitHub shows no more than 10 of a kind in a step. */
function githubOf(result: Verification): string[] {
  if (result.outcome === 'in-sync') return [headline(result)];
  const data = textOf(result).map(plain).join('\n').replace(/%/g, '%25').replace(/\n/g, '%0A');
  return [`::error title=${plain(headline(result)).replace(/%/g, '%25').replace(/:/g, '%3A').replace(/,/g, '%2C')}::${data}`];
}
