import { objectError, InputError, SourceLocation } from '../base/errors';
import { isEqual } from '../base/objects/equal';
import { isPlainObject, PlainObject } from '../base/objects/fields';
import { SERVER_METADATA } from '../base/objects/server-metadata';

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

/** What is kept of an object: what matters of it, or all of it. */
interface Kept {
  readonly source?: SourceLocation;
  readonly object?: unknown;
}

/**
 * Keeps a value under its key.
 *
 * @returns whether it is new: copies of one object, of which dumps have several, count once
 */
export function put<T extends Kept>(map: Map<string, T>, key: string, value: T, entry: Entry): boolean {
  const present = map.get(key);
  if (present !== undefined && !entry.replaces) {
    if (isCopy(present, value)) return false;
    throw duplicateError(entry, present);
  }
  // What takes the place of another one comes last.
  if (present !== undefined) map.delete(key);
  map.set(key, value);
  return true;
}

/** Where a copy was read, when, and in which state it then was, make it no other object. */
function isCopy(a: Kept, b: Kept): boolean {
  return isEqual(a, b, ['source', 'reference', 'object']) && isEqual(asWritten(a.object), asWritten(b.object));
}

/** What was written of an object that is kept as a whole; of others only that is kept. */
function asWritten(object: unknown): unknown {
  if (!isPlainObject(object)) return object;
  const { metadata, status: _, ...rest } = object;
  if (!isPlainObject(metadata)) return rest;
  return { ...rest, metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => !SERVER_METADATA.includes(name))) };
}
