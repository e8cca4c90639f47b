import { isObject } from './decode';
import { canonicalGoDuration } from './duration';
import { Field, Fields } from './fields';
import { canonicalQuantity } from './quantity';

/**
 * A copy of a document with every field that Go's encoder writes: what is not set has its zero value, fields that are
 * `omitempty` are left out where they are zero, and durations are written as Go prints them.
 */
export function completeObject(value: unknown, fields: Fields): Record<string, unknown> {
  const given = isObject(value) ? value : {};
  const complete = Object.entries(fields)
    .map(([name, field]) => [name, completeField(given[name], field)] as const)
    .filter(([name, item]) => !(fields[name].omitEmpty && isEmpty(item)));
  return Object.fromEntries(complete);
}

function completeField(value: unknown, field: Field): unknown {
  if (field.nullable && (value === undefined || value === null)) return null;
  switch (field.kind) {
    case 'object': return completeObject(value, field.fields);
    case 'map': return { ...value as object };
    case 'list': return ((value ?? []) as unknown[]).map(item => completeField(item, field.items));
    case 'duration': return canonicalGoDuration((value ?? '0s') as string);
    case 'durationOrNanoseconds': return typeof value === 'string' ? canonicalGoDuration(value) : value ?? 0;
    case 'quantity': return canonicalQuantity(String(value ?? 0));
    case 'boolean': return value ?? false;
    case 'string': return value ?? '';
    default: return value ?? 0;
  }
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}
