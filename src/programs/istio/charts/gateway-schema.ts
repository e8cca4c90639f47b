import { GATEWAY_FIELDS, ValueType } from './gateway-fields';
import { quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { didYouMean } from '../../../base/text/suggest';
import { enumeration } from '../../../base/text/words';
import { ValuesProblem } from '../values-problem';

/** What the schema of the chart `gateway` refuses. Helm checks it before it renders anything. */
export function gatewaySchemaProblems(values: PlainObject, number: number): ValuesProblem[] {
  const known = Object.keys(GATEWAY_FIELDS).filter(path => !path.includes('.') && !path.endsWith('[]') && isKnown(path, number));
  const problems: ValuesProblem[] = [];
  for (const [key, value] of Object.entries(values)) {
    // Helm takes a key away whose value is null, but where the schema is asked about it first it is a null.
    if (!known.includes(key)) problems.push({ path: [key], message: `is not a value of the chart gateway, which refuses what it does not know${didYouMean(key, known)}` });
    else problems.push(...valueProblems(key, [key], value, number));
  }
  return problems;
}

function isKnown(name: string, number: number): boolean {
  const { since = 0, before } = GATEWAY_FIELDS[name];
  return number >= since || before !== undefined;
}

function valueProblems(name: string, path: readonly (string | number)[], value: unknown, number: number): ValuesProblem[] {
  const known = Object.hasOwn(GATEWAY_FIELDS, name) && isKnown(name, number) ? GATEWAY_FIELDS[name] : undefined;
  const types = known && (number >= (known.since ?? 0) ? known.types : known.before);
  if (types && !types.some(type => isOfType(value, type))) {
    return [{ path, message: `${quoted(value)} has the wrong type; expected ${enumeration(types.map(type => TYPE_NAMES[type])).replace(' and ', ' or ')}` }];
  }
  if (known?.values && !known.values.includes(value)) {
    return [{ path, message: `${quoted(value)} is not allowed; expected ${enumeration(known.values.map(quoted)).replace(' and ', ' or ')}` }];
  }
  if (Array.isArray(value)) return value.flatMap((element, i) => valueProblems(`${name}[]`, [...path, i], element, number));
  if (!isPlainObject(value)) return [];
  const missing = (known?.required ?? []).filter(key => !Object.hasOwn(value, key));
  return [
    ...missing.map((key): ValuesProblem => ({ path: [...path, key], message: 'is missing' })),
    ...Object.entries(value).flatMap(([key, below]) => {
      const own = `${name}.${key}`;
      return valueProblems(Object.hasOwn(GATEWAY_FIELDS, own) ? own : `${name}.*`, [...path, key], below, number);
    }),
  ];
}

const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  object: 'a mapping', array: 'a list', string: 'a text', integer: 'an integer', number: 'a number', boolean: 'true or false', null: 'null',
};

function isOfType(value: unknown, type: ValueType): boolean {
  switch (type) {
    case 'object': return isPlainObject(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'null': return value === null;
    default: return typeof value === type;
  }
}
