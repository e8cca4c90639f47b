import { RulesetChange, RulesetChangeAction, RulesetChangeKind } from './ruleset-change';

/** The changes counted, in one line: `chains: 1 added; elements: 2 added, 1 removed`. */
export function summaryOf(changes: Iterable<RulesetChange>): string {
  const counts = new Map<string, number>();
  for (const { kind, action } of changes) counts.set(`${kind} ${action}`, (counts.get(`${kind} ${action}`) ?? 0) + 1);
  const parts = Object.values(RulesetChangeKind).map(kind => {
    const numbers = Object.values(RulesetChangeAction).map(action => ({ action, count: counts.get(`${kind} ${action}`) })).filter(({ count }) => count);
    return { kind, text: numbers.map(({ action, count }) => `${count} ${action}`).join(', ') };
  });
  return parts.filter(({ text }) => text !== '').map(({ kind, text }) => `${kind}s: ${text}`).join('; ');
}
