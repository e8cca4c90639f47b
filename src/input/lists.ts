import { InputError, quoted, type SourceLocation } from '../ruleset/errors';

/** An API object, of which nothing has been checked but that it is a mapping. */
export interface UncheckedObject {
  readonly [key: string]: unknown;
}

/** One object of the input and the place where it starts. */
export interface LocatedObject {
  readonly object: UncheckedObject;
  readonly source: SourceLocation;
}

/** A list of API objects: `List`, `ServiceList` and so on. No items at all are `null` where Go has printed them. */
export interface ObjectList {
  readonly kind: string;
  readonly apiVersion?: unknown;
  readonly items: readonly unknown[] | null;
}

/** Whether a value is a list of API objects. */
export function isObjectList(value: unknown): value is ObjectList {
  if (!isMapping(value)) return false;
  const { kind, items } = value;
  return typeof kind === 'string' && kind.endsWith('List') && (Array.isArray(items) || (items === null && Object.hasOwn(value, 'items')));
}

/**
 * An item of a list as an object of its own: in a typed list, as the API server answers, items have no kind
 * and no version, since the list tells them.
 *
 * @param value the item
 * @param list the list that holds it; `undefined` for a document and for an item of a plain array
 * @param source where the item starts
 */
export function toObject(value: unknown, list: ObjectList | undefined, source: SourceLocation): UncheckedObject {
  if (!isMapping(value)) throw new InputError(`${source.toString()}: expected a Kubernetes object, found ${describe(value)}`);
  if (list === undefined || list.kind === 'List' || (typeof value.kind === 'string' && typeof value.apiVersion === 'string')) return value;
  // A spread defines properties, so that a key `__proto__` stays a key.
  return { ...value, kind: value.kind ?? list.kind.slice(0, -'List'.length), apiVersion: value.apiVersion ?? list.apiVersion };
}

function isMapping(value: unknown): value is UncheckedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list in a list';
  return value === null ? 'null' : `the ${typeof value} ${quoted(value)}`;
}
