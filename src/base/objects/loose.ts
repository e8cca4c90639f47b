import { isPlainObject, PlainObject } from './fields';

/* Reading of what nobody has validated: what is of another type counts as absent. */

export function mappingOf(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}

export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The mappings of a list; other items are passed over. */
export function mappingsOf(value: unknown): PlainObject[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
