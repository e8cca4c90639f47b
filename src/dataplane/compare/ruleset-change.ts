import { IpFamily } from '../../base/ip/ip-family';

/** What a change in a ruleset is about. */
export enum RulesetChangeKind {
  /** A chain as such. Its rules are changes of their own. */
  CHAIN = 'chain',
  /** A rule of a chain. Rules have an order, so one that moves is removed and added. */
  RULE = 'rule',
  /** A set as such. Its elements are changes of their own. */
  SET = 'set',
  /** A verdict map as such. Its elements are changes of their own. */
  MAP = 'map',
  /** An element of a set or map. */
  ELEMENT = 'element',
}

/** What happens to a part of a ruleset. */
export enum RulesetChangeAction {
  /** It is in the later ruleset alone. */
  ADDED = 'added',
  /** It is in the earlier ruleset alone. */
  REMOVED = 'removed',
  /** It is in both, not the same: another hook of a base chain, another timeout of a set, another verdict or comment of an element. */
  CHANGED = 'changed',
}

/** One change between two rulesets. */
export interface RulesetChange {
  /** The family of the table. */
  readonly family: IpFamily;

  /** What the change is about. */
  readonly kind: RulesetChangeKind;

  /** The name of the chain, set or map: the one that changes, or the one that the rule or element belongs to. */
  readonly name: string;

  /** What happens to it. */
  readonly action: RulesetChangeAction;

  /**
   * How nft writes it in the earlier ruleset: a chain, set or map by its name and properties, a rule and an element as such.
   *
   * @default - it is added
   */
  readonly before?: string;

  /**
   * How nft writes it in the later ruleset.
   *
   * @default - it is removed
   */
  readonly after?: string;
}
