import { FirewallNode, FirewallPacket } from './packet';

/** Whether something is so; undefined where nobody can tell. */
export type Truth = boolean | undefined;

/** Something that a rule asks of a packet. */
export type Condition = (packet: FirewallPacket, node: FirewallNode) => Truth;

/** What a rule does with the packets that it matches. */
export type Target =
  | { readonly kind: 'accept' | 'drop' | 'reject' | 'masquerade' | 'return' }
  /** The next rule. */
  | { readonly kind: 'continue' }
  /** Nobody can tell. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string };

/** A rule of a chain, whoever wrote it. */
export interface FirewallRule {
  readonly conditions: readonly Condition[];
  readonly target: Target;
}

export const UNKNOWN: Condition = () => undefined;

/** The opposite of a condition, where it is negated. */
export function negatedIf(isNegated: boolean, condition: Condition): Condition {
  if (!isNegated) return condition;
  return (packet, node) => {
    const truth = condition(packet, node);
    return truth === undefined ? undefined : !truth;
  };
}

/** Whether one of several is so. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return (packet, node) => {
    const truths = conditions.map(condition => condition(packet, node));
    return truths.includes(true) ? true : truths.includes(undefined) ? undefined : false;
  };
}
