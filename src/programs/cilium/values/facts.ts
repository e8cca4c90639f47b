import VALUES from '../data/values.json';
import { CiliumMinor, holdsIn, isBeforeMinor, Period } from '../target';

/** What the chart of one minor knows of a value. */
export interface ValueFacts {
  /** The JSON types that the schema accepts, as in `null|boolean`; undefined where the schema says nothing of it. */
  readonly type?: string;
  readonly enum?: readonly unknown[];
  /** The type of a list's items. */
  readonly items?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  /** Whether templates take whatever is below it, so that no key there is unknown. */
  readonly open?: boolean;
  /** Whether it is in values.yaml or the schema, but no template reads it. */
  readonly dead?: boolean;
}

/**
 * A line of values.json: the path of a value with its facts in the newest minor that has it, and what they were before. Computed from
 * values.yaml, values.schema.json and the templates of the charts 1.17.18, 1.18.12, 1.19.6 and 1.20.0 (github.com/cilium/charts): paths
 * are those of the schema and those that a template reads, found by walking the templates' syntax trees.
 */
interface ValueHistory extends ValueFacts, Period {
  readonly was?: readonly ({ readonly until: CiliumMinor } & ValueFacts)[];
}

const KNOWN = VALUES as object as Readonly<Record<string, ValueHistory>>;

/** The paths of all values that some minor knows. */
export const VALUE_PATHS: readonly string[] = Object.keys(KNOWN);

/** What the chart of a minor knows of a value; `undefined` where it does not have it. */
export function factsOf(path: string, minor: CiliumMinor): ValueFacts | undefined {
  const history = Object.hasOwn(KNOWN, path) ? KNOWN[path] : undefined;
  if (!history || !holdsIn(history, minor)) return undefined;
  return history.was?.find(({ until }) => isBeforeMinor(minor, until)) ?? history;
}

/** In which minors the chart has a value; `undefined` where none of those that are known has it. */
export function periodOf(path: string): Period | undefined {
  const history = Object.hasOwn(KNOWN, path) ? KNOWN[path] : undefined;
  return history && { ...history.since && { since: history.since }, ...history.last && { last: history.last } };
}

const children = new Map<string, readonly string[]>();

/** The names right below a path, which is empty for the top, in a minor. */
export function namesBelow(path: string, minor: CiliumMinor): readonly string[] {
  const key = `${minor} ${path}`;
  const known = children.get(key);
  if (known) return known;
  const start = path === '' ? '' : `${path}.`;
  const names = VALUE_PATHS.filter(each => each.startsWith(start) && !each.includes('.', start.length) && factsOf(each, minor))
    .map(each => each.slice(start.length));
  children.set(key, names);
  return names;
}
