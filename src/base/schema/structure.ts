import { Problem } from './problem';
import { quoted } from '../errors';
import { parseIp } from '../ip/address';
import { parseCidr } from '../ip/cidr';
import { isPlainObject } from '../objects/fields';

/** What a CRD says of a field's value. */
export interface Constraints {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'int-or-string';
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly format?: 'cidr' | 'ip' | 'ipv4';
  /** The fields by which no two items of a list are alike. */
  readonly uniqueBy?: readonly string[];
  /** Whether no two items of a list are equal. */
  readonly isSet?: boolean;
  /** Fields of which exactly one is there. */
  readonly oneOf?: readonly string[];
  /** Fields of which at least one is there. */
  readonly anyOf?: readonly string[];
}

/** A field with those below it. */
export interface Schema extends Constraints {
  readonly fields: Readonly<Record<string, Schema>>;
  /** What each item of a list is. */
  readonly items?: Schema;
  /** What each value of a map is. */
  readonly values?: Schema;
}

interface Node extends Constraints {
  fields: Record<string, Node>;
  items?: Node;
  values?: Node;
}

/** The schema of fields that are given by their paths, as in `spec.rules[].matches`; `{}` stands for each value of a map. */
export function schemaOfPaths(fields: Readonly<Record<string, Constraints>>): Schema {
  const root: Node = { type: 'object', fields: {} };
  // Shorter paths first, so that a field's parent is there before it.
  const paths = Object.keys(fields).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  for (const path of paths) {
    if (path === '') Object.assign(root, fields[path]);
    else place(root, path, fields[path]);
  }
  return root;
}

/** Puts a field where its path leads: `spec.rules[].matches` is the field `matches` of the items of `spec.rules`. */
function place(root: Node, path: string, constraints: Constraints): void {
  let parent = root;
  const steps = path.split(/\.|(?=\[\]|\{\})/);
  for (const [i, step] of steps.entries()) {
    const isLast = i === steps.length - 1;
    const own: Node = { ...isLast ? constraints : { type: 'object' }, fields: {} };
    if (step === '[]') parent = parent.items ??= own;
    else if (step === '{}') parent = parent.values ??= own;
    else parent = parent.fields[step] ??= own;
  }
}

/** Tells of a field that the schema does not have; what it answers is added to the message. */
export type UnknownField = (path: string) => string;

/**
 * What is wrong with a value by its schema, as the API server finds it: types, required fields, limits, patterns, unknown fields.
 *
 * @param at the path of the value in its object
 */
export function structuralProblems(value: unknown, schema: Schema, at: string, unknown: UnknownField): Problem[] {
  if (!isOfType(value, schema.type)) return [{ field: at, message: `${quoted(value)} is not ${TYPES[schema.type]}` }];
  const own = ownProblems(value, schema).map(message => ({ field: at, message }));
  if (Array.isArray(value)) {
    const { items } = schema;
    return [...own, ...items ? value.flatMap((item, i) => structuralProblems(item, items, `${at}[${i}]`, unknown)) : []];
  }
  if (!isPlainObject(value)) return own;
  const { values } = schema;
  if (values) {
    const given = Object.entries(value).filter(([, entry]) => isGiven(entry));
    return [...own, ...given.flatMap(([key, entry]) => structuralProblems(entry, values, `${at}[${JSON.stringify(key)}]`, unknown))];
  }
  return [...own, ...fieldProblems(value, schema, at, unknown)];
}

const TYPES: Readonly<Record<Schema['type'], string>> = {
  'object': 'an object',
  'array': 'a list',
  'string': 'a string',
  'integer': 'an integer',
  'boolean': 'true or false',
  'int-or-string': 'an integer or a string',
};

function isOfType(value: unknown, type: Schema['type']): boolean {
  switch (type) {
    case 'object': return isPlainObject(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'int-or-string': return typeof value === 'string' || Number.isInteger(value);
    default: return typeof value === type;
  }
}

function fieldProblems(value: Readonly<Record<string, unknown>>, schema: Schema, at: string, unknown: UnknownField): Problem[] {
  const path = (name: string): string => at === '' ? name : `${at}.${name}`;
  const missing = (schema.required ?? []).filter(name => !isGiven(value[name]))
    .map(name => ({ field: path(name), message: 'is missing; it is required' }));
  const present = Object.entries(value).filter(([, entry]) => isGiven(entry)).flatMap(([name, entry]): Problem[] => {
    const field = Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined;
    if (field) return structuralProblems(entry, field, path(name), unknown);
    return [{ field: path(name), message: unknown(path(name)), isUnknownField: true }];
  });
  return [...missing, ...present];
}

/** A field with null is one that is not there: no field of these CRDs is nullable, so the API server drops it before it validates. */
const isGiven = (entry: unknown): boolean => entry !== undefined && entry !== null;

function ownProblems(value: unknown, schema: Schema): string[] {
  if (schema.enum && !schema.enum.includes(value)) return [`${quoted(value)} is not supported; expected ${schema.enum.map(each => JSON.stringify(each)).join(', ')}`];
  if (typeof value === 'string') return textProblems(value, schema);
  if (typeof value === 'number') return limitProblems(value, schema.minimum, schema.maximum, String(value), '');
  if (Array.isArray(value)) return [...limitProblems(value.length, schema.minItems, schema.maxItems, `${value.length} items`, ' items'), ...duplicateProblems(value, schema)];
  if (isPlainObject(value)) {
    const { length } = Object.keys(value);
    return [...limitProblems(length, undefined, schema.maxProperties, `${length} entries`, ' entries'), ...alternativeProblems(value, schema)];
  }
  return [];
}

function textProblems(value: string, { minLength, maxLength, pattern, format }: Schema): string[] {
  // Lengths are of characters, as in Go's utf8.RuneCountInString.
  const { length } = [...value];
  const problems = limitProblems(length, minLength, maxLength, length === 0 ? 'an empty text' : `a text of ${length} characters`, ' characters');
  if (pattern !== undefined && !expression(pattern).test(value)) problems.push(`${quoted(value)} does not match ${pattern}`);
  if (format === 'cidr' && !(value.includes('/') && parseCidr(value))) problems.push(`${quoted(value)} is not a CIDR; expected one as in "10.0.0.0/8" or "10.0.0.1/32"`);
  const isIp = format === 'ip' ? parseIp(value.trim().replace(/%.+$/, '')) : format === 'ipv4' ? parseIp(value)?.family === 'ip' : true;
  if (!isIp) problems.push(`${quoted(value)} is not an ${format === 'ip' ? 'IP' : 'IPv4'} address; expected one as in "10.0.0.1"`);
  return problems;
}

/** Of fields that exclude each other, or one of which is required. */
function alternativeProblems(value: Readonly<Record<string, unknown>>, { oneOf, anyOf }: Schema): string[] {
  const given = (names: readonly string[]): string[] => names.filter(name => isGiven(value[name]));
  const problems: string[] = [];
  if (oneOf && given(oneOf).length !== 1) {
    problems.push(`has ${given(oneOf).length === 0 ? 'none' : given(oneOf).join(' and ')} of the fields that exclude each other; expected one of ${oneOf.join(', ')}`);
  }
  if (anyOf && given(anyOf).length === 0) problems.push(`has none of ${anyOf.join(', ')}; expected at least one of them`);
  return problems;
}

function limitProblems(actual: number, min: number | undefined, max: number | undefined, shown: string, unit: string): string[] {
  if (min !== undefined && actual < min) return [`${shown} is too little; expected at least ${min}${unit}`];
  if (max !== undefined && actual > max) return [`${shown} is too much; expected at most ${max}${unit}`];
  return [];
}

function duplicateProblems(items: readonly unknown[], { uniqueBy, isSet }: Schema): string[] {
  if (!uniqueBy && !isSet) return [];
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const item of items) {
    const key = JSON.stringify(uniqueBy && isPlainObject(item) ? uniqueBy.map(name => item[name]) : item);
    (seen.has(key) ? twice : seen).add(key);
  }
  return [...twice].map(key => `${key} is there more than once${uniqueBy ? `; items must differ in ${uniqueBy.join(', ')}` : ''}`);
}

const expressions = new Map<string, RegExp>();

/** The CRDs' patterns are Go's; those that they hold mean the same in JavaScript. */
function expression(pattern: string): RegExp {
  // Only Go's \\PC, what is not a control character, is written otherwise.
  const known = expressions.get(pattern) ?? (pattern.includes('\\PC') ? new RegExp(pattern.replaceAll('\\PC', '\\P{C}'), 'u') : new RegExp(pattern));
  expressions.set(pattern, known);
  return known;
}

/** A copy of a value with what the schema knows of it: the API server prunes other fields, and those with null, before it fills in defaults. */
export function pruned(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return schema.items ? value.map(item => pruned(item, schema.items!)) : value;
  if (!isPlainObject(value)) return value;
  const given = Object.entries(value).filter(([, entry]) => isGiven(entry));
  if (schema.values) return Object.fromEntries(given.map(([key, entry]) => [key, pruned(entry, schema.values!)]));
  return Object.fromEntries(given
    .filter(([name]) => Object.hasOwn(schema.fields, name))
    .map(([name, entry]) => [name, pruned(entry, schema.fields[name])]));
}

/** A copy of a value with the defaults that the API server fills in before it looks at rules. */
export function withDefaults(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return schema.items ? value.map(item => withDefaults(item, schema.items!)) : value;
  if (!isPlainObject(value)) return value;
  if (schema.values) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withDefaults(entry, schema.values!)]));
  const filled: Record<string, unknown> = { ...value };
  for (const [name, field] of Object.entries(schema.fields)) {
    const entry = filled[name] ?? field.default;
    if (entry !== undefined && entry !== null) filled[name] = withDefaults(entry, field);
  }
  return filled;
}
