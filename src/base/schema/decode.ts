import { parseGoDuration } from './duration';
import { Field, Fields, ScalarKind } from './fields';
import { Problem } from './problem';
import { isQuantity } from './quantity';
import { quoted } from '../errors';
import { didYouMean } from '../text/suggest';

/** What can be used of a value, and what is wrong with the rest. */
export interface Decoded {
  /** The value without the fields that are wrong; `undefined` where it is wrong as a whole. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/**
 * Strict decoding, as kube-proxy and `kubeadm config validate` do it: reports every unknown field, and every
 * value whose type is not the field's. kube-proxy itself only logs unknown fields and goes on without them.
 */
export function decode(document: unknown, fields: Fields, minor: number): Decoded {
  return decodeObject(document, among(fields), '', minor);
}

/** Whether a value is a map of fields, and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field of a name, or a hint for a name that is unknown. */
type FieldOf = (name: string) => Field | string;

const among = (fields: Fields): FieldOf => name => Object.hasOwn(fields, name) ? fields[name] : didYouMean(name, Object.keys(fields));

function decodeObject(value: unknown, fieldOf: FieldOf, path: string, minor: number): Decoded {
  if (!isObject(value)) return wrong(path, `${quoted(value)} is no object: expected fields`);
  const entries: [string, unknown][] = [];
  const problems: Problem[] = [];
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const itemPath = path === '' ? name : `${path}.${name}`;
    const field = fieldOf(name);
    const decoded = typeof field === 'string' ? unknown(itemPath, `unknown field${field}`) : decodeField(item, field, itemPath, minor);
    if (decoded.value !== undefined) entries.push([name, decoded.value]);
    problems.push(...decoded.problems);
  }
  return { value: Object.fromEntries(entries), problems };
}

function decodeField(value: unknown, field: Field, path: string, minor: number): Decoded {
  if (field.since !== undefined && minor < field.since) {
    return unknown(path, `unknown field in Kubernetes 1.${minor}: it exists from 1.${field.since}`);
  }
  // Go's decoder leaves the zero value where it finds null; metav1.Duration alone has a decoder of its own, which reads a text.
  if (value === null && (field.nullable || field.kind !== 'duration')) return { value: field.nullable ? null : undefined, problems: [] };
  switch (field.kind) {
    case 'object':
      return decodeObject(value, among(field.fields), path, minor);
    case 'map':
      return decodeObject(withZeros(value, field.values), () => field.values, path, minor);
    case 'list':
      return decodeList(value, field.items, path, minor);
    default:
      return SCALARS[field.kind].accepts(value) ? { value, problems: [] } : wrong(path, `${quoted(value)} is no ${SCALARS[field.kind].expected}`);
  }
}

/** The zero value of an item of a list or a map, which is there even where it is null. */
function zeroOf({ kind }: Field): unknown {
  return kind === 'object' || kind === 'map' ? {} : kind === 'boolean' ? false : kind === 'string' ? '' : 0;
}

/** A key of a map is there even where its value is null. */
function withZeros(value: unknown, values: Field): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item === null ? zeroOf(values) : item])) : value;
}

/** A list with a wrong item is dropped as a whole, so that an index always means the same item. */
function decodeList(value: unknown, items: Field, path: string, minor: number): Decoded {
  if (!Array.isArray(value)) return wrong(path, `${quoted(value)} is no list`);
  const decoded = value.map((item, index) => decodeField(item ?? zeroOf(items), items, `${path}[${index}]`, minor));
  const problems = decoded.flatMap(item => item.problems);
  return { value: problems.length > 0 ? undefined : decoded.map(item => item.value), problems };
}

function wrong(field: string, message: string): Decoded {
  return { value: undefined, problems: [{ field, message }] };
}

function unknown(field: string, message: string): Decoded {
  return { value: undefined, problems: [{ field, message, isUnknownField: true }] };
}

interface Scalar {
  readonly accepts: (value: unknown) => boolean;
  /** What follows «is no …» in a message. */
  readonly expected: string;
}

const isInteger = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

const isDuration = (value: unknown) => typeof value === 'string' && parseGoDuration(value) !== undefined;

// metav1.Time, which Go parses as RFC 3339: there are only days that the month has.
const TIME = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function isTime(value: unknown): boolean {
  const day = typeof value === 'string' ? TIME.exec(value)?.[1] : undefined;
  const date = new Date(`${day}T00:00:00Z`);
  return day !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const SCALARS: Readonly<Record<ScalarKind, Scalar>> = {
  boolean: { accepts: value => typeof value === 'boolean', expected: 'boolean: expected true or false' },
  int32: { accepts: isInteger(-(2 ** 31), 2 ** 31 - 1), expected: 'integer of 32 bits' },
  // Beyond that JavaScript does not hold it exactly.
  int64: { accepts: value => Number.isSafeInteger(value), expected: 'integer' },
  // uint32 by its type, but klog takes no more than an int32 (upstream component-base/logs/api/v1/options.go).
  uint32: { accepts: isInteger(0, 2 ** 31 - 1), expected: 'integer from 0 to 2147483647' },
  number: { accepts: value => Number.isFinite(value), expected: 'number' },
  string: { accepts: value => typeof value === 'string', expected: 'string' },
  duration: { accepts: isDuration, expected: 'duration: expected a text such as "30s" or "1h30m"' },
  durationOrNanoseconds: {
    accepts: value => Number.isInteger(value) || isDuration(value),
    expected: 'duration: expected a text such as "5s", or nanoseconds',
  },
  time: { accepts: isTime, expected: 'time: expected such as "2030-01-31T12:00:00Z" (RFC 3339)' },
  quantity: {
    accepts: value => Number.isFinite(value) || (typeof value === 'string' && isQuantity(value)),
    expected: 'quantity: expected a number of bytes such as "512" or "64Ki"',
  },
};
