import { RulesetChange, RulesetChangeAction, RulesetChangeKind } from './ruleset-change';
import { ChainDifference, ContainerDifference, ObjectDifference, TableDifference } from './table-difference';
import { Family } from '../../base/ip/address';
import { IP_FAMILY_OF } from '../../base/ip/enums';
import { ElementSet, VerdictMap } from '../nftables/model/table';
import { renderChain, renderElement, renderMap, renderRule, renderSet } from '../nftables/render/nft-script';

/** The changes between two tables, one by one: chains, sets and maps by name, each followed by its rules or elements. */
export function* changesOf({ family, chains, sets, maps }: TableDifference): Generator<RulesetChange> {
  for (const chain of chains) yield* chainChanges(family, chain);
  for (const set of sets) yield* containerChanges(family, RulesetChangeKind.SET, set, renderSet);
  for (const map of maps) yield* containerChanges(family, RulesetChangeKind.MAP, map, renderMap);
}

function* chainChanges(family: Family, chain: ChainDifference): Generator<RulesetChange> {
  yield* objectChanges(family, RulesetChangeKind.CHAIN, chain, renderChain);
  for (const { action, value: { statements, comment } } of chain.rules) {
    if (action === 'kept') continue;
    const rule = renderRule(statements, comment, family);
    const [before, after] = action === 'removed' ? [rule, undefined] : [undefined, rule];
    yield change(family, RulesetChangeKind.RULE, chain.name, before, after);
  }
}

function* containerChanges<C extends ElementSet | VerdictMap>(
  family: Family, kind: RulesetChangeKind, container: ContainerDifference<C>, render: (object: C) => string,
): Generator<RulesetChange> {
  yield* objectChanges(family, kind, container, render);
  for (const { key, before, after } of container.elements) {
    yield change(family, RulesetChangeKind.ELEMENT, container.name, before && renderElement(key, before), after && renderElement(key, after));
  }
}

/** The change of the object itself, where it is more than its content that changes. */
function* objectChanges<T>(
  family: Family, kind: RulesetChangeKind, { name, before, after, hasOtherProperties }: ObjectDifference<T>, render: (object: T) => string,
): Generator<RulesetChange> {
  if (!before || !after || hasOtherProperties) yield change(family, kind, name, before && render(before), after && render(after));
}

function change(family: Family, kind: RulesetChangeKind, name: string, before: string | undefined, after: string | undefined): RulesetChange {
  const action = before === undefined ? RulesetChangeAction.ADDED : after === undefined ? RulesetChangeAction.REMOVED : RulesetChangeAction.CHANGED;
  return { family: IP_FAMILY_OF[family], kind, name, action, ...before === undefined ? {} : { before }, ...after === undefined ? {} : { after } };
}
