import { canonical, same } from './same';
import { Edit, sequenceEdits } from './sequence';
import { Family } from '../../base/ip/address';
import { passingRules } from '../nftables/model/lazy-chain';
import { Chain, ElementSet, MapElement, Rule, SetElement, Table, VerdictMap } from '../nftables/model/table';
import { renderRule } from '../nftables/render/nft-script';
import { sortedByName } from '../nftables/render/sorted-by-name';

/** What differs between two tables; what is the same in both is not named. Everything is sorted by name. */
export interface TableDifference {
  readonly family: Family;
  readonly table: string;
  /** Whether the table itself has to be added, or woken up: a live one may be missing or dormant. */
  readonly isToBeAdded: boolean;
  readonly chains: readonly ChainDifference[];
  readonly sets: readonly ContainerDifference<ElementSet>[];
  readonly maps: readonly ContainerDifference<VerdictMap>[];
}

/** An object that is in one table alone, or in both but not the same. */
export interface ObjectDifference<T> {
  readonly name: string;
  /** Absent for an object that is added. */
  readonly before?: T;
  /** Absent for an object that is removed. */
  readonly after?: T;
  /** Whether properties of an object that is in both tables differ, and not only its content. */
  readonly hasOtherProperties: boolean;
}

export interface ChainDifference extends ObjectDifference<Chain> {
  /** The rules of both in their order, those in common among them. */
  readonly rules: readonly Edit<Rule>[];
}

export interface ContainerDifference<C extends ElementSet | VerdictMap> extends ObjectDifference<C> {
  readonly elements: readonly ElementDifference[];
}

export interface ElementDifference {
  readonly key: string;
  readonly before?: SetElement | MapElement;
  readonly after?: SetElement | MapElement;
}

/** What turns one table into another. Both are of one family. */
export function differenceOf(before: Table, after: Table): TableDifference {
  return {
    family: after.family,
    table: after.name,
    isToBeAdded: before.chains.size === 0 || before.isDormant === true,
    chains: differing(before.chains, after.chains, (a, b, name) => chainDifference(a, b, name, after.family)),
    sets: differing(before.sets, after.sets, containerDifference),
    maps: differing(before.maps, after.maps, containerDifference),
  };
}

/** Whether the tables are the same. */
export function isEmpty({ isToBeAdded, chains, sets, maps }: TableDifference): boolean {
  return !isToBeAdded && chains.length + sets.length + maps.length === 0;
}

/** @param compare tells the difference between two objects of one name, or what there is to say about one that has no counterpart */
function differing<T, D>(
  before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>,
  compare: (before: T | undefined, after: T | undefined, name: string) => D | undefined,
): D[] {
  const found = new Map<string, D>();
  const add = (name: string, difference: D | undefined): void => {
    if (difference !== undefined) found.set(name, difference);
  };
  for (const [name, object] of before) add(name, compare(object, after.get(name), name));
  for (const [name, object] of after) if (!before.has(name)) add(name, compare(undefined, object, name));
  return sortedByName(found);
}

function chainDifference(before: Chain | undefined, after: Chain | undefined, name: string, family: Family): ChainDifference | undefined {
  if (!before || !after) return new ChainOfOneSide(name, before, after);
  const hasOtherProperties = !same(before.base, after.base) || before.comment !== after.comment;
  if (same(passingRules(before), passingRules(after))) return hasOtherProperties ? { name, before, after, hasOtherProperties, rules: [] } : undefined;
  return { name, before, after, hasOtherProperties, rules: ruleEdits(before, after, family) };
}

/** A chain that is added or removed with all of its rules. There can be hundreds of thousands, so their rules are not kept. */
class ChainOfOneSide implements ChainDifference {
  public readonly hasOtherProperties = false;

  constructor(public readonly name: string, public readonly before: Chain | undefined, public readonly after: Chain | undefined) {}

  public get rules(): readonly Edit<Rule>[] {
    const { before, after } = this;
    return before ? passingRules(before).map(value => ({ action: 'removed', value })) : passingRules(after!).map(value => ({ action: 'added', value }));
  }
}

function ruleEdits(before: Chain, after: Chain, family: Family): Edit<Rule>[] {
  return sequenceEdits(before.rules, after.rules, rule => {
    const { statements, comment } = canonical(rule);
    return renderRule(statements, comment, family);
  });
}

function containerDifference<C extends ElementSet | VerdictMap>(
  before: C | undefined, after: C | undefined, name: string,
): ContainerDifference<C> | undefined {
  const elements = elementDifferences(before?.elements ?? NO_ELEMENTS, after?.elements ?? NO_ELEMENTS);
  const hasOtherProperties = before !== undefined && after !== undefined && !sameProperties(before, after);
  if (before && after && elements.length === 0 && !hasOtherProperties) return undefined;
  return { name, before, after, hasOtherProperties, elements };
}

const NO_ELEMENTS: ReadonlyMap<string, SetElement | MapElement> = new Map();

function sameProperties(a: ElementSet | VerdictMap, b: ElementSet | VerdictMap): boolean {
  return same(a.keyType, b.keyType) && a.comment === b.comment && timeoutOf(a) === timeoutOf(b);
}

function timeoutOf(container: ElementSet | VerdictMap): number | undefined {
  return 'timeoutSeconds' in container ? container.timeoutSeconds : undefined;
}

function elementDifferences(
  before: ReadonlyMap<string, SetElement | MapElement>, after: ReadonlyMap<string, SetElement | MapElement>,
): ElementDifference[] {
  return differing(before, after, (a, b, key) => (a && b && sameElement(a, b) ? undefined : { key, before: a, after: b }));
}

/** The keys are the same. A comment counts: it is part of what nft lists. */
function sameElement(a: SetElement | MapElement, b: SetElement | MapElement): boolean {
  if (!('verdict' in a) || !('verdict' in b)) return true;
  return a.comment === b.comment && same(a.verdict, b.verdict);
}
