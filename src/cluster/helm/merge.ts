import { isPlainObject, PlainObject } from '../../base/objects/fields';

/** Values with others laid over them, as Helm does: mappings are merged, and null takes a key away. */
export function mergeValues(base: PlainObject, over: PlainObject): PlainObject {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(merged, key) ? merged[key] : undefined;
    if (isPlainObject(value)) merged[key] = mergeValues(isPlainObject(below) ? below : {}, value);
    else merged[key] = value;
  }
  return merged;
}

/**
 * The values with one set in the syntax of `--set`: `a.b[0].c`, where a dot behind a backslash belongs to the key. A list is filled up
 * with nulls, as Helm does; what can't be a path is left out.
 *
 * @param value a text, which `--set` reads as the type that it looks like
 */
export function setValue(values: PlainObject, path: string, value: unknown): PlainObject {
  const keys = pathOf(path);
  return keys.length === 0 ? values : put(values, keys, value) as PlainObject;
}

/** What `--set` makes of a text: a boolean, null or an integer, or the text itself. */
export function typedValue(text: string): unknown {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  return /^-?(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

function pathOf(path: string): (string | number)[] {
  const keys: (string | number)[] = [];
  for (const part of path.match(/(?:\\.|[^.\\])+/g) ?? []) {
    const [, key, indexes] = /^(.*?)((?:\[\d+\])*)$/s.exec(part)!;
    if (key !== '') keys.push(key.replace(/\\(.)/g, '$1'));
    keys.push(...(indexes.match(/\d+/g) ?? []).map(Number));
  }
  return keys;
}

/** Longer lists are a mistake. */
const MOST_INDEX = 65536;

function put(below: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  const next = (old: unknown): unknown => rest.length === 0 ? value : put(old, rest, value);
  if (typeof key === 'number') {
    const list = Array.isArray(below) ? [...below as unknown[]] : [];
    if (key > MOST_INDEX) return list;
    while (list.length < key) list.push(null);
    list[key] = next(list[key]);
    return list;
  }
  const mapping = isPlainObject(below) ? below : {};
  return { ...mapping, [key]: next(Object.hasOwn(mapping, key) ? mapping[key] : undefined) };
}
