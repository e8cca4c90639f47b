import { isPlainObject, PlainObject } from './fields';
import { InputError, quoted, SourceLocation } from '../errors';

/** A list of API objects: `List`, `ServiceList` and so on. No items at all are `null` where Go has printed them. */
export interface ObjectList {
  readonly kind: string;
  readonly apiVersion?: unknown;
  readonly items: readonly unknown[] | null;
}

/** Whether a value is a list of API objects. */
export function isObjectList(value: unknown): value is ObjectList {
  if (!isPlainObject(value)) return false;
  const { kind, items } = value;
  return typeof kind === 'string' && kind.endsWith('List') && (Array.isArray(items) || (items === null && Object.hasOwn(value, 'items')));
}

/** Whether a list shows that a kind has no objects: a `List` without items does not say of what. */
export function isNoneOfKind(value: unknown): value is ObjectList & PlainObject {
  return isObjectList(value) && value.kind !== 'List' && typeof value.apiVersion === 'string' && (value.items ?? []).length === 0;
}

/**
 * An item of a list as an object of its own: in a typed list, as the API server answers, items have no kind
 * and no version, since the list tells them.
 *
 * @param value the item
 * @param list the list that holds it; `undefined` for a document and for an item of a plain array
 * @param source where the item starts
 */
export function toObject(value: unknown, list: ObjectList | undefined, source: SourceLocation): PlainObject {
  if (!isPlainObject(value)) throw new InputError(`${source.toString()}: expected a Kubernetes object, found ${describe(value)}`);
  if (list === undefined || list.kind === 'List' || (typeof value.kind === 'string' && typeof value.apiVersion === 'string')) return value;
  // A spread defines properties, so that a key `__proto__` stays a key.
  return { ...value, kind: value.kind ?? list.kind.slice(0, -'List'.length), apiVersion: value.apiVersion ?? list.apiVersion };
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list in a list';
  return value === null ? 'null' : `the ${typeof value} ${quoted(value)}`;
}

/**
 * The objects of a list, lists in it included, as `kubectl get` prints several objects; any other object is the only one.
 *
 * @param source where the object comes from
 * @throws InputError where an item is not an object
 */
export function* unpackList(object: PlainObject, source: SourceLocation): Generator<PlainObject> {
  if (!isObjectList(object)) {
    yield object;
    return;
  }
  if (isNoneOfKind(object)) yield object;
  for (const [i, item] of (object.items ?? []).entries()) {
    const place = `${source.toString()}, items[${i}]`;
    yield* unpackList(toObject(item, object, place), place);
  }
}
