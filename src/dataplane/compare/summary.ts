import { RulesetChangeAction, RulesetChangeKind } from './ruleset-change';
import { ObjectDifference, TableDifference } from './table-difference';

/** The changes counted, in one line: `chains: 1 added; elements: 2 added, 1 removed`. Nothing is written as text to be counted. */
export function summaryOf(differences: Iterable<TableDifference>): string {
  const counts = new Map<string, number>();
  const count = (kind: RulesetChangeKind, action: RulesetChangeAction) => counts.set(`${kind} ${action}`, (counts.get(`${kind} ${action}`) ?? 0) + 1);
  const countObject = (kind: RulesetChangeKind, object: ObjectDifference<unknown>) => {
    if (isChange(object)) count(kind, actionOf(object));
  };
  for (const { chains, sets, maps } of differences) {
    for (const chain of chains) {
      countObject(RulesetChangeKind.CHAIN, chain);
      for (const { action } of chain.rules) if (action !== 'kept') count(RulesetChangeKind.RULE, RULE_ACTIONS[action]);
    }
    for (const [kind, containers] of [[RulesetChangeKind.SET, sets], [RulesetChangeKind.MAP, maps]] as const) {
      for (const container of containers) {
        countObject(kind, container);
        for (const element of container.elements) count(RulesetChangeKind.ELEMENT, actionOf(element));
      }
    }
  }
  const parts = Object.values(RulesetChangeKind).map(kind => {
    const numbers = Object.values(RulesetChangeAction).map(action => ({ action, count: counts.get(`${kind} ${action}`) })).filter(each => each.count);
    return { kind, text: numbers.map(each => `${each.count} ${each.action}`).join(', ') };
  });
  return parts.filter(({ text }) => text !== '').map(({ kind, text }) => `${kind}s: ${text}`).join('; ');
}

const RULE_ACTIONS = { removed: RulesetChangeAction.REMOVED, added: RulesetChangeAction.ADDED } as const;

/** Whether it is more than the content of an object that changes. */
export function isChange({ before, after, hasOtherProperties }: ObjectDifference<unknown>): boolean {
  return before === undefined || after === undefined || hasOtherProperties;
}

function actionOf({ before, after }: { readonly before?: unknown; readonly after?: unknown }): RulesetChangeAction {
  return before === undefined ? RulesetChangeAction.ADDED : after === undefined ? RulesetChangeAction.REMOVED : RulesetChangeAction.CHANGED;
}
