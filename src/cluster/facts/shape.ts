import { quoted } from '../../base/errors';
import { isPlainObject } from '../../base/objects/fields';
import { didYouMean } from '../../base/text/suggest';

/** What a value of a fact has to be. */
export type Shape =
  | { readonly kind: 'text' | 'boolean' | 'count' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'nullable'; readonly of: Shape }
  | { readonly kind: 'list'; readonly items: Shape }
  | { readonly kind: 'map'; readonly values: Shape }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Shape>> };

export const text: Shape = { kind: 'text' };
export const boolean: Shape = { kind: 'boolean' };
export const count: Shape = { kind: 'count' };
export const choice = (...values: string[]): Shape => ({ kind: 'choice', values });
export const nullable = (of: Shape): Shape => ({ kind: 'nullable', of });
export const list = (items: Shape): Shape => ({ kind: 'list', items });
export const map = (values: Shape): Shape => ({ kind: 'map', values });
export const record = (fields: Readonly<Record<string, Shape>>): Shape => ({ kind: 'record', fields });

/**
 * What is wrong with a value, as `facts.addresses.value.eth0: 5 is not a list; expected …`; undefined where nothing is.
 *
 * @param path the path of the value
 */
export function mismatch(value: unknown, shape: Shape, path: string): string | undefined {
  const expected = (what: string) => `${path}: ${quoted(value)} is not ${what}`;
  switch (shape.kind) {
    case 'text': return typeof value === 'string' ? undefined : expected('a text; expected, for example, "eth0"');
    case 'boolean': return typeof value === 'boolean' ? undefined : expected('a truth value; expected true or false');
    case 'count': return typeof value === 'number' && value >= 0 ? undefined : expected('a count; expected a number such as 3');
    case 'choice': return shape.values.includes(value as string) ? undefined : expected(`known here; expected one of ${shape.values.join(', ')}`);
    case 'nullable': return value === null ? undefined : mismatch(value, shape.of, path);
    case 'list': return Array.isArray(value) ? first(value, (entry, i) => mismatch(entry, shape.items, `${path}[${i}]`)) : expected('a list');
    case 'map': return isPlainObject(value)
      ? first(Object.entries(value), ([key, entry]) => mismatch(entry, shape.values, `${path}.${key}`))
      : expected('a mapping');
    case 'record': return isPlainObject(value) ? recordMismatch(value, shape.fields, path) : expected('a mapping');
  }
}

function recordMismatch(value: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, Shape>>, path: string): string | undefined {
  const unknown = Object.keys(value).find(key => !Object.hasOwn(fields, key));
  if (unknown !== undefined) return `${path}: ${quoted(unknown)} is not a field here; expected ${Object.keys(fields).join(', ')}${didYouMean(unknown, Object.keys(fields))}`;
  return first(Object.entries(fields), ([key, field]) => mismatch(value[key], field, `${path}.${key}`));
}

function first<T>(entries: readonly T[], problemOf: (entry: T, index: number) => string | undefined): string | undefined {
  for (const [index, entry] of entries.entries()) {
    const problem = problemOf(entry, index);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
