import { TRUST_DOMAIN } from './attributes';
import { parseIp } from '../../../../base/ip/address';
import { cidrContains, parseCidr } from '../../../../base/ip/cidr';
import { literalExpression } from '../../../../base/text/expression';
import { Condition, Known } from '../condition';

/** Whether a pattern of a policy takes a value. Of a value that is not known, undefined. */
export type Matcher = (pattern: string, value: string) => Known;

/** A text, `*` for any that is there, or one `*` at the beginning or end: pilot/pkg/security/authz/matcher/string.go of Istio. */
export const textMatches: Matcher = (pattern, value) => {
  if (pattern === '*') return value !== '';
  if (pattern.startsWith('*')) return value.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;
};

/** Hosts are compared in lower case: `HostMatcher`. */
export const hostMatches: Matcher = (pattern, value) => textMatches(pattern.toLowerCase(), value.toLowerCase());

/** Paths may have templates: `{*}` is one part, `{**}` any number of them. */
export const pathMatches: Matcher = (pattern, value) => {
  if (!pattern.includes('{*}') && !pattern.includes('{**}')) return textMatches(pattern, value);
  const source = pattern.split(/(\{\*\*\}|\{\*\})/).map(part => part === '{**}' ? '.*' : part === '{*}' ? '[^/]+' : literalExpression(part)).join('');
  return new RegExp(`^${source}$`, 's').test(value);
};

/** Wildcards of namespaces may be anywhere: `srcNamespaceGenerator`. */
export const namespaceMatches: Matcher = (pattern, value) => value !== '' && new RegExp(`^${pattern.split('*').map(literalExpression).join('.*')}$`, 's').test(value);

/** A trust domain other than the usual one may be that of the mesh, which is not known. */
export const principalMatches: Matcher = (pattern, value) => {
  if (value === '' || textMatches(pattern, value) === true) return textMatches(pattern, value);
  const usual = pattern.replace(/^[^/*]+(?=\/ns\/)/, TRUST_DOMAIN);
  return usual !== pattern && textMatches(usual, value) === true ? undefined : false;
};

export const addressMatches: Matcher = (pattern, value) => {
  const cidr = pattern.includes('/') ? parseCidr(pattern) : undefined;
  if (cidr) return cidrContains(cidr, value);
  const [one, other] = [parseIp(pattern), parseIp(value)];
  return one !== undefined && one.text === other?.text;
};

/** Ports are numbers in quotation marks. */
export const portMatches: Matcher = (pattern, value) => Number(pattern) === Number(value);

export const exactMatches: Matcher = (pattern, value) => pattern === value;

/** An attribute of a connection or request: its name, and the values that it may have. */
export interface Attribute {
  readonly name: string;
  /** One of these is the value; an empty text stands for one that is not there. Undefined where nothing is known of it. */
  readonly values: readonly string[] | undefined;
}

/** Whether an attribute is one of some values, and none of others. Without any value there is no condition. */
export function attributeCondition({ name, values }: Attribute, wanted: readonly string[], unwanted: readonly string[], matches: Matcher): Condition {
  const shown = values?.length === 1 ? values[0] === '' ? `there is no ${name}` : `${name} is ${values[0]}` : `${name} is not known`;
  if (values === undefined || values.length === 0) return { holds: wanted.length + unwanted.length === 0 ? true : undefined, why: `${name} is not known` };
  const verdicts = new Set(values.map(value => verdict(wanted, unwanted, pattern => matches(pattern, value))));
  const [only] = verdicts;
  return { holds: verdicts.size === 1 ? only : undefined, why: shown };
}

function verdict(wanted: readonly string[], unwanted: readonly string[], matches: (pattern: string) => Known): Known {
  const any = (patterns: readonly string[]): Known => {
    const found = patterns.map(matches);
    return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
  };
  const isWanted = wanted.length === 0 ? true : any(wanted);
  const isUnwanted = any(unwanted);
  if (isWanted === false || isUnwanted === true) return false;
  return isWanted === undefined || isUnwanted === undefined ? undefined : true;
}
