import { isPlainObject } from '../objects/fields';

/**
 * Values as templates of Go handle them: Helm reads all of YAML by way of JSON, so that each number is a float64. Read in Go's fmt and
 * text/template, in Sprig v3.3 and in the package cast v1.7 that Sprig converts with.
 */

/** Whether `if` of a template takes the value for true: anything but false, 0, and what is empty. */
export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isPlainObject(value) || Object.keys(value).length > 0;
}

/** The text of a value as `%v` of fmt prints it: `1e+06`, `[a b]`, `map[a:1]`, `<nil>`. */
export function goText(value: unknown): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'number') return goFloat(value);
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (isPlainObject(value)) return `map[${sortedNames(value).map(name => `${name}:${goText(value[name])}`).join(' ')}]`;
  return String(value);
}

/** The names of a map in the order in which Go ranges over it. */
export function sortedNames(map: object): string[] {
  return Object.keys(map).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** As `%v`: with an exponent from a million on, and below a ten-thousandth. */
function goFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits, exponent] = value.toExponential().split('e');
  const size = Number(exponent);
  return size >= -4 && size < 6 ? String(value) : `${digits}e${size < 0 ? '-' : '+'}${String(Math.abs(size)).padStart(2, '0')}`;
}

const LARGEST = 2n ** 63n;

/** What the function `int` of Sprig makes of a value: 0 where it is not an integer; texts may have Go's prefixes, as in `0x10`. */
export function goInteger(value: unknown): bigint {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'string') return integerOfText(value.replace(/\.0+$/, ''));
  if (typeof value !== 'number') return 0n;
  const integer = BigInt(Math.trunc(value));
  return integer >= -LARGEST && integer < LARGEST ? integer : -LARGEST;
}

const INTEGER = /^([-+]?)(0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|0|[1-9](?:_?\d)*)$/;

function integerOfText(text: string): bigint {
  const match = INTEGER.exec(text);
  if (!match) return 0n;
  const digits = match[2].replace(/_/g, '');
  const magnitude = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  const integer = match[1] === '-' ? -magnitude : magnitude;
  return integer >= -LARGEST && integer < LARGEST ? integer : 0n;
}

/** What the function `float64` of Sprig makes of a value: 0 where it is not a number. */
export function goFloat64(value: unknown): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(value) ? Number(value) : 0;
  return typeof value === 'number' ? value : 0;
}

/** The texts of a list that the function `join` puts together: null is left out, and what is not a list is its only item. */
export function goStrings(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.filter(each => each !== null && each !== undefined).map(goText) : [goText(value)];
}

/** JSON as `encoding/json` writes it: names sorted, and what HTML knows escaped unless it is raw. */
export function goJson(value: unknown, isRaw = false): string {
  const text = JSON.stringify(sorted(value) ?? null).replace(/[\u2028\u2029\b\f]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return isRaw ? text : text.replace(/[<>&]/g, letter => `\\u00${letter.charCodeAt(0).toString(16)}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  return isPlainObject(value) ? Object.fromEntries(sortedNames(value).map(name => [name, sorted(value[name])])) : value;
}

/** Whether `eq` of a template finds two values equal; `undefined` where it fails, as it does with values of different kinds. */
export function goEquals(a: unknown, b: unknown): boolean | undefined {
  const isNothing = (value: unknown): boolean => value === undefined || value === null;
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  return typeof a === typeof b && typeof a !== 'object' ? a === b : undefined;
}
