import { isPlainObject, PlainObject } from '../../../base/objects/fields';

/** A mapping with another value at a path of keys; undefined removes it. Mappings on the way are made where they are missing. */
export function withValue(document: PlainObject, path: readonly string[], value: unknown): PlainObject {
  const [first, ...rest] = path;
  const present = Object.hasOwn(document, first) ? document[first] : undefined;
  if (rest.length === 0) {
    if (value !== undefined) return { ...document, [first]: value };
    const { [first]: _, ...others } = document;
    return others;
  }
  if (value === undefined && !isPlainObject(present)) return document;
  return { ...document, [first]: withValue(isPlainObject(present) ? present : {}, rest, value) };
}

/** A mapping without some keys at a path. */
export function withoutValues(document: PlainObject, path: readonly string[], ...names: readonly string[]): PlainObject {
  return names.reduce((result, name) => withValue(result, [...path, name], undefined), document);
}
