import { PathMatch } from './model';

/** What an expression of a path is known to mean. */
export interface KnownExpression {
  readonly base: string;
  /**
   * `prefix`: the base and all below it, or beginning with it; `below`: only what is below it; `exact`: the base alone.
   */
  readonly shape: 'prefix' | 'below' | 'exact';
  /** The number of the group that holds what is behind the base, and whether a slash is its first character. */
  readonly rest?: { readonly group: number; readonly hasSlash: boolean };
}

/** Text without operators. A dot is one, but whoever writes one in a path means a dot. */
const LITERAL = String.raw`((?:[-A-Za-z0-9/_~%.]|\\[-./_~])*?)`;

const SHAPES: readonly (readonly [RegExp, Omit<KnownExpression, 'base'>])[] = [
  [new RegExp(String.raw`^${LITERAL}\((?:\?:)?/\|\$\)\(\.\*\)\$?$`), { shape: 'prefix', rest: { group: 2, hasSlash: false } }],
  [new RegExp(String.raw`^${LITERAL}\((?:\?:)?/\|\$\)(?:\.\*)?$`), { shape: 'prefix' }],
  [new RegExp(String.raw`^${LITERAL}\(/\.\*\)\?\$?$`), { shape: 'prefix', rest: { group: 1, hasSlash: true } }],
  [new RegExp(String.raw`^${LITERAL}/\?\(\.\*\)\$?$`), { shape: 'prefix', rest: { group: 1, hasSlash: false } }],
  [new RegExp(String.raw`^${LITERAL}/\(\.\*\)\$?$`), { shape: 'below', rest: { group: 1, hasSlash: false } }],
  [new RegExp(String.raw`^${LITERAL}/(?:\.\*)?$`), { shape: 'below' }],
  [new RegExp(String.raw`^${LITERAL}\$$`), { shape: 'exact' }],
  [new RegExp(String.raw`^${LITERAL}$`), { shape: 'prefix' }],
];

/** The meaning of an expression as people write them; `undefined` for any other. */
export function knownExpression(expression: string): KnownExpression | undefined {
  for (const [pattern, known] of SHAPES) {
    const [, literal] = pattern.exec(expression) ?? [];
    if (literal === undefined) continue;
    const isUncaptured = known.rest?.group === 2 && expression.includes('(?:/|$)');
    return { ...known, base: literal.replace(/\\(.)/g, '$1'), ...isUncaptured && { rest: { group: 1, hasSlash: false } } };
  }
  return undefined;
}

/** Characters that no client sends as they are. */
const ENCODED = /[^\x21-\x7e]|"/gu;

/** The longest text that CRDs take for a path. */
const LONGEST = 1024;

/**
 * An expression as nginx takes it: anywhere from the start, in any case. It is written so that it means the same where an
 * implementation compares the whole path with it, and where it searches.
 */
export function expressionMatch(path: string): PathMatch | undefined {
  // What a client has to encode is compared as it is sent.
  const hasEncoded = path.search(ENCODED) >= 0;
  if (hasEncoded && path.includes('[')) return undefined;
  const sent = hasEncoded ? path.replace(ENCODED, character => `(?:${encodeURIComponent(character)})`) : path;
  const value = `(?i)^${sent}${path.endsWith('.*') || path.endsWith('(.*)') ? '' : '.*'}`;
  // RE2, which most implementations use, does not know these.
  return value.length > LONGEST || /\(\?[=!<>]|\\[1-9]/.test(path) ? undefined : { type: 'RegularExpression', value };
}
