import { factsOf, ValueFacts } from './facts';
import { quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Problem } from '../../../base/schema/problem';
import { alternatives } from '../../../base/text/words';
import { CiliumMinor } from '../target';

/** What the chart's schema refuses: values of another type, and words outside of the few enumerations. It refuses no key. */
export function typeProblems(given: PlainObject, minor: CiliumMinor, at = ''): Problem[] {
  return Object.entries(given).flatMap(([name, value]): Problem[] => {
    const path = at === '' ? name : `${at}.${name}`;
    const facts = name.includes('.') ? undefined : factsOf(path, minor);
    // With null, Helm removes the default before it looks at the schema.
    if (!facts || value === null || value === undefined) return [];
    const message = problemWith(value, facts);
    if (message !== undefined) return [{ field: path, message }];
    return isPlainObject(value) ? typeProblems(value, minor, path) : [];
  });
}

function problemWith(value: unknown, { type, enum: allowed, items, minimum, maximum }: ValueFacts): string | undefined {
  if (allowed && !allowed.includes(value)) return `${quoted(value)} is not supported; expected ${alternatives(allowed.map(each => String(each)))}`;
  const types = type?.split('|');
  if (types && !types.some(each => isOfType(value, each))) return `${quoted(value)} is not ${describeTypes(types)}`;
  if (Array.isArray(value) && items !== undefined) {
    const wrong = value.find(item => !items.split('|').some(each => isOfType(item, each)));
    if (wrong !== undefined) return `${quoted(wrong)} is not ${describeTypes(items.split('|'))}`;
  }
  if (typeof value !== 'number') return undefined;
  if (minimum !== undefined && value < minimum) return `${value} is too little; expected at least ${minimum}`;
  if (maximum !== undefined && value > maximum) return `${value} is too much; expected at most ${maximum}`;
  return undefined;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object': return isPlainObject(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'null': return value === null;
    default: return typeof value === type;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object', array: 'a list', string: 'a string', integer: 'an integer', number: 'a number', boolean: 'true or false', null: 'null',
};

function describeTypes(types: readonly string[]): string {
  return types.filter(type => type !== 'null' || types.length === 1).map(type => TYPES[type] ?? type).join(' or ');
}
