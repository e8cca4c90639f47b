/** Whether something is so; undefined where what is known does not say. */
export type Known = boolean | undefined;

/** A condition, and why it holds or does not, or what is missing to know that. */
export interface Condition {
  readonly holds: Known;
  readonly why: string;
}

export const ALWAYS: Condition = { holds: true, why: '' };

/** All of several conditions: it fails with the first one that does, and is unknown for all that are. */
export function allOf(conditions: readonly Condition[]): Condition {
  const failing = conditions.find(({ holds }) => holds === false);
  if (failing) return failing;
  const open = conditions.filter(({ holds }) => holds === undefined);
  if (open.length > 0) return { holds: undefined, why: joined(open) };
  return { holds: true, why: joined(conditions) };
}

/** Any of several conditions; none of none. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const holding = conditions.find(({ holds }) => holds === true);
  if (holding) return holding;
  const open = conditions.filter(({ holds }) => holds === undefined);
  if (open.length > 0) return { holds: undefined, why: joined(open) };
  return { holds: false, why: joined(conditions) };
}

function joined(conditions: readonly Condition[]): string {
  return [...new Set(conditions.map(({ why }) => why).filter(why => why !== ''))].join(', ');
}
