import { Availability } from '../target';

/**
 * A validation rule of the CRDs (`x-kubernetes-validations`), which the API server evaluates on objects whose defaults are filled in.
 * A rule on a field that a release does not have says nothing there, so most hold in all of them.
 */
export interface ObjectRule {
  /** The paths of the values that it is about, as in `spec.rules[].filters`, by kind. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** Where it holds, if that is not everywhere. */
  readonly holds?: Availability;
  /** Versions of the kind that do not have it, beside others that do. */
  readonly notIn?: readonly string[];
  /** What is wrong with the value, if anything is: a sentence that says what would be right. */
  readonly check: (value: any, old?: unknown) => string | undefined;
}

/** The same paths for several kinds. */
export function pathsOf(kinds: readonly string[], ...paths: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(kinds.map(kind => [kind, paths]));
}

export const ROUTE_KINDS: readonly string[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** Whether a field has a value; the rules count an empty text as none. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== '';
}

/** The first of the items that another one equals, by a key. */
export function firstTwice<T>(items: readonly T[], keyOf: (item: T) => unknown): T | undefined {
  const keys = items.map(item => JSON.stringify(keyOf(item)));
  return items.find((_, i) => keys.indexOf(keys[i]) !== i);
}

/** A duration of Gateway API (GEP-2257) in milliseconds: `1h30m`, `10s`, `500ms`. */
export function milliseconds(duration: string): number {
  const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  return [...duration.matchAll(/(\d+)(ms|h|m|s)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}
