import { AnonymousSet } from '../nftables/model/expressions';
import { Rule } from '../nftables/model/table';

/**
 * Whether two rules, or parts of the model, mean the same to the kernel. They are compared as they are, without being
 * written as text; the members of an anonymous set have no order.
 */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((value, i) => same(value, b[i]));
  if (isAnonymousSet(a) && isAnonymousSet(b)) return same(sorted(a).members, sorted(b).members);
  return hasFieldsOf(a, b) && hasFieldsOf(b, a, isAbsent);
}

/** The rule, in one spelling for all rules that are the same. */
export function canonical({ statements, comment }: Rule): Rule {
  return {
    statements: statements.map(statement => (
      statement.kind === 'match' && statement.right.kind === 'anonymous-set' ? { ...statement, right: sorted(statement.right) } : statement
    )),
    comment,
  };
}

function hasFieldsOf(a: object, b: object, agree: (a: unknown, b: unknown) => boolean = same): boolean {
  for (const key in a) {
    if (!agree((a as { [key: string]: unknown })[key], (b as { [key: string]: unknown })[key])) return false;
  }
  return true;
}

/** Fields of both are compared already; one that is there but undefined is not there. */
function isAbsent(a: unknown, b: unknown): boolean {
  return a === undefined || b !== undefined;
}

function isAnonymousSet(value: object): value is AnonymousSet {
  return (value as AnonymousSet).kind === 'anonymous-set';
}

function sorted(set: AnonymousSet): AnonymousSet {
  return { ...set, members: [...set.members].sort() };
}
