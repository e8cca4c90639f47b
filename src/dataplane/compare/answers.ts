import { joinHostPort } from '../../base/ip/address';
import { SourceClass } from '../explain/vocabulary';
import { Outcome } from '../nftables/trace/packet';

/** What becomes of traffic from one source on each side; undefined where there is no such traffic. */
export interface Answers {
  readonly source: SourceClass;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Answers that are not the same on both sides, for all sources for which they are alike. */
export interface AnswerChange {
  readonly sourceClasses: SourceClass[];
  readonly before?: string;
  readonly after?: string;
}

/** The changes among answers, in the order of their first sources. */
export function answerChanges(answers: readonly Answers[]): AnswerChange[] {
  const groups = new Map<string, AnswerChange>();
  for (const { source, before, after } of answers) {
    if (before === after) continue;
    const key = `${before}\n${after}`;
    const group = groups.get(key);
    if (group) group.sourceClasses.push(source);
    else groups.set(key, { sourceClasses: [source], ...before === undefined ? {} : { before }, ...after === undefined ? {} : { after } });
  }
  return [...groups.values()];
}

/** Whether outcomes are the same in their order in all that `answerOf` tells. Others may be the same to a client as well. */
export function haveSameOutcomes(before: readonly Outcome[], after: readonly Outcome[]): boolean {
  return before.length === after.length && before.every((outcome, i) => isSameOutcome(outcome, after[i]));
}

function isSameOutcome(a: Outcome, b: Outcome): boolean {
  return a.verdict === b.verdict && a.isDnat === b.isDnat && a.destination === b.destination && a.port === b.port && a.deliveredTo === b.deliveredTo
    && a.probability === b.probability && (a.masquerade === undefined) === (b.masquerade === undefined)
    && a.affinity?.timeoutSeconds === b.affinity?.timeoutSeconds;
}

/** All that a client can notice, in one text: equal texts are equal behavior. */
export function answerOf(outcomes: readonly Outcome[]): string {
  const shares = new Map<string, number>();
  for (const outcome of outcomes) {
    const text = outcomeText(outcome);
    shares.set(text, (shares.get(text) ?? 0) + outcome.probability);
  }
  const sorted = [...shares].sort(([a], [b]) => (a < b ? -1 : 1));
  const timeoutSeconds = outcomes.find(({ affinity }) => affinity)?.affinity?.timeoutSeconds;
  const affinity = timeoutSeconds === undefined ? '' : `, sticky for ${timeoutSeconds} s`;
  if (sorted.length === 1) return `${sorted[0][0]}${affinity}`;
  return `${sorted.map(([text, share]) => `${text} ${percent(share)}`).join(', ')}${affinity}`;
}

function outcomeText({ verdict, isDnat, destination, port, masquerade, deliveredTo }: Outcome): string {
  if (verdict === 'reject') return 'rejected';
  if (verdict === 'drop') return 'dropped';
  const source = masquerade ? ' masqueraded' : '';
  if (!isDnat) return `${deliveredTo === 'node' ? 'the node itself' : 'routed on'}${source}`;
  return `${joinHostPort(destination.includes(':') ? 'ip6' : 'ip', destination, port)}${source}`;
}

/** Rounded, since probabilities are sums and products. */
function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))}%`;
}
