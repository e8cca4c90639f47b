import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';

/* Reading of objects that nobody has validated. */

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0) && !(isPlainObject(value) && Object.keys(value).length === 0);
}

/** The labels of an object. */
export function labelsOf({ metadata }: PlainObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(mappingOf(mappingOf(metadata).labels)).map(([key, value]) => [key, String(value)]));
}
