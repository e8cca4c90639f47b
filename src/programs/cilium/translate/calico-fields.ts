import { isPlainObject, PlainObject } from '../../../base/objects/fields';

/* Reading of objects that nobody has validated. */

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0) && !(isPlainObject(value) && Object.keys(value).length === 0);
}

export function mapOf(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The labels of an object. */
export function labelsOf({ metadata }: PlainObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(mapOf(mapOf(metadata).labels)).map(([key, value]) => [key, String(value)]));
}
