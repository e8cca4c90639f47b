import { isPlainObject, PlainObject } from '../../base/objects/fields';

/** A path in the syntax of `--set`, the value, and whether that is text whatever it looks like, as with `--set-string`. */
export type SetParameter = readonly [path: string, value: unknown, isText: boolean];

/**
 * Values with others set as Helm's `--set` sets them: `ipam.mode=kubernetes`, `devices[0]=eth0`, `list={a,b}`. A dot behind a backslash
 * belongs to the key, and a list is filled up with nulls; what can't be a path is left out (pkg/strvals of Helm).
 */
export function setValues(values: PlainObject, parameters: readonly SetParameter[]): PlainObject {
  return parameters.reduce((all, [path, value, isText]) => {
    const keys = pathOf(path);
    return keys.length === 0 ? all : put(all, keys, isText ? String(value) : typed(value)) as PlainObject;
  }, values);
}

/** What `--set` makes of a text: true, false, null and integers are these, and braces hold a list. */
function typed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const list = /^\{(.*)\}$/s.exec(value);
  if (list) return list[1] === '' ? [] : list[1].split(',').map(item => typed(item.trim()));
  if (value === 'true' || value === 'false') return value === 'true';
  if (value === 'null') return null;
  return /^-?(?:0|[1-9]\d*)$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : value;
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
