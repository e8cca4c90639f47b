import { objectError, InputError, SourceLocation } from '../base/errors';
import { isEqual } from '../base/objects/equal';
import { isPlainObject, PlainObject } from '../base/objects/fields';

/** An object and where it comes from. */
export interface SourcedObject {
  readonly object: PlainObject;
  readonly source?: SourceLocation;
}

/** Which objects are meant: those that the cluster has, or those that are to be applied to it. */
export type Layer = 'live' | 'desired';

export interface Entry extends SourcedObject {
  readonly layer: Layer;
  /** Whether it takes the place of an object of its name. */
  readonly replaces?: boolean;
}

/** An object without a namespace lands in `default`. Versions of a group don't matter. */
export function objectKey(groupAndKind: string, { metadata }: PlainObject): string {
  const { name, namespace } = isPlainObject(metadata) ? metadata : {} as PlainObject;
  return JSON.stringify([groupAndKind, namespace === undefined || namespace === null || namespace === '' ? 'default' : namespace, name]);
}

/** Two objects of one kind, namespace and name: which of them counts is for nobody to guess. */
export function duplicateError({ object, source }: Entry, other: { readonly source?: SourceLocation }): InputError {
  return objectError(object, `there are two objects of this name${other.source === undefined ? '' : ` (the other: ${other.source.toString()})`}`, source);
}

/**
 * Keeps a value under its key.
 *
 * @returns whether it is new: copies of one object, of which dumps have several, count once
 */
export function put<T extends { readonly source?: SourceLocation }>(map: Map<string, T>, key: string, value: T, entry: Entry): boolean {
  const present = map.get(key);
  if (present !== undefined && !entry.replaces) {
    if (isEqual(present, value, ['source'])) return false;
    throw duplicateError(entry, present);
  }
  // What takes the place of another one comes last.
  if (present !== undefined) map.delete(key);
  map.set(key, value);
  return true;
}
