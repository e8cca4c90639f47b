import { ConcernedService, ReplacementComparison, ReplacementDifference } from './compare';
import { indented, plain, toJson, wrap } from '../../base/plain';
import { escapeMarkdown, escapeProse } from '../../base/text/markdown';
import { countOf, listOf } from '../../base/text/words';
import { CONSEQUENCE_HEADINGS } from '../modes/phrases';
import { ServiceBehaviorConsequence } from '../modes/vocabulary';

const WIDTH = 110;

/** `kube-proxy in ipvs mode, then Cilium 1.20 in its place: 14 Services` */
export function replacementTitle({ mode, minor, serviceCount }: ReplacementComparison): string {
  return `kube-proxy in ${mode} mode, then Cilium ${minor} in its place: ${countOf(serviceCount, 'Service')}`;
}

/** Who is concerned: Services with what of them, or all of them. */
function whoOf(concerned: readonly ConcernedService[], serviceCount: number): string | undefined {
  const details = concerned.filter(({ detail }) => detail !== undefined).length;
  const named = concerned.filter(({ name }) => name !== undefined);
  if (named.length === 0) return details > 0 ? listOf(concerned.map(({ detail }) => detail!)) : undefined;
  if (details === 0 && named.length > 1 && named.length === serviceCount) return 'all Services';
  return listOf(named.map(({ name, detail }) => detail === undefined ? name! : `${name!} (${detail})`));
}

/** A sentence and its counterpart, with who is concerned and what decides. */
function* lines({ before, after, value, concerned }: Omit<ReplacementDifference, 'consequence' | 'topic'>, serviceCount: number): Generator<string> {
  yield `Before: ${before}`;
  yield `After: ${after}`;
  const who = whoOf(concerned, serviceCount);
  if (who !== undefined) yield `Concerns: ${who}`;
  if (value !== undefined) yield `Decided by: ${value}`;
}

/** The comparison for people. */
export function replacementText(comparison: ReplacementComparison): string {
  const { differences, unknowns, serviceCount } = comparison;
  const output: string[] = [replacementTitle(comparison)];
  const paragraph = (texts: Iterable<string>): void => {
    for (const [i, text] of [...texts].entries()) output.push(...indented(wrap(plain(text), WIDTH - 4), '    ', i === 0 ? '  - ' : '    '));
  };
  for (const consequence of Object.values(ServiceBehaviorConsequence)) {
    const own = differences.filter(each => each.consequence === consequence);
    if (own.length > 0) output.push('', CONSEQUENCE_HEADINGS[consequence]);
    for (const each of own) paragraph(lines(each, serviceCount));
  }
  if (differences.length === 0) output.push('', 'Nothing is certain to differ.');
  if (unknowns.length > 0) output.push('', 'Not known');
  for (const each of unknowns) paragraph([`It is not known ${each.question}.`, ...lines(each, serviceCount)]);
  return `${output.join('\n')}\n`;
}

/** The comparison as Markdown; headings are of the second level and below. */
export function replacementMarkdown(comparison: ReplacementComparison): string[] {
  const { differences, unknowns, serviceCount } = comparison;
  const output: string[] = [];
  const item = (texts: Iterable<string>): void => {
    for (const [i, text] of [...texts].entries()) {
      const [, label, rest] = /^(Before|After|Concerns|Decided by): (.*)$/s.exec(plain(text)) ?? [undefined, undefined, plain(text)];
      output.push(`${i === 0 ? '-' : '  -'} ${label === undefined ? '' : `${label}: `}${label === 'Concerns' || label === 'Decided by' ? escapeMarkdown(rest) : escapeProse(rest)}`);
    }
  };
  for (const consequence of Object.values(ServiceBehaviorConsequence)) {
    const own = differences.filter(each => each.consequence === consequence);
    if (own.length > 0) output.push(`## ${CONSEQUENCE_HEADINGS[consequence]}`, '');
    for (const each of own) item(lines(each, serviceCount));
    if (own.length > 0) output.push('');
  }
  if (differences.length === 0) output.push('Nothing is certain to differ.', '');
  if (unknowns.length > 0) output.push('## Not known', '');
  for (const each of unknowns) item([`It is not known ${each.question}.`, ...lines(each, serviceCount)]);
  if (unknowns.length > 0) output.push('');
  return output;
}

/** The comparison for programs: as a whole, and for each Service. */
export function replacementJson({ mode, minor, serviceCount, differences, unknowns }: ReplacementComparison): string {
  return toJson({ version: 1, before: { mode }, after: { ciliumVersion: minor }, serviceCount, differences, unknowns });
}
