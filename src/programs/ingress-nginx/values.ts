import { AnnotationValue } from './annotations';
import { parseIp } from '../../base/ip/address';
import { parseCidr } from '../../base/ip/cidr';

/** The texts that strconv.ParseBool takes. */
const TRUE: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE: readonly string[] = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

export const parseBool = (text: string): boolean | undefined => TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined;

/** What an annotation's value has to be, where it is not; `undefined` for one that is right. Source: internal/ingress/annotations/parser. */
export function expectedValue(expected: AnnotationValue, text: string): string | undefined {
  if (expected === 'bool') return parseBool(text) === undefined ? '"true" or "false"' : undefined;
  if (expected === 'integer') return /^[+-]?\d{1,18}$/.test(text) ? undefined : 'a whole number';
  if (expected === 'addresses') return text.split(',').every(isAddress) ? undefined : 'addresses and CIDRs, for example, "10.0.0.0/8,192.0.2.7"';
  if ('options' in expected) {
    const { options, anyCase = false } = expected;
    const trimmed = text.trim();
    return options.includes(anyCase ? trimmed.toLowerCase() : trimmed) ? undefined : `one of ${options.join(', ')}`;
  }
  const value = expected.withoutSpaces === true ? text.replaceAll(' ', '') : text;
  return !/[\r\n]/.test(value) && patternOf(expected.pattern).test(value) ? undefined : `a text of the form ${expected.pattern}`;
}

/** Source: internal/net/ipnet.go, ParseIPNets. One that is wrong makes the whole list wrong. */
function isAddress(text: string): boolean {
  const address = text.trim();
  // Go takes no octets with zeros in front.
  if (/^(?:[\d.]*\.)?0\d/.test(address)) return false;
  return parseCidr(address) !== undefined || parseIp(address) !== undefined;
}

const patterns = new Map<string, RegExp>();

function patternOf(text: string): RegExp {
  const pattern = patterns.get(text) ?? new RegExp(text);
  patterns.set(text, pattern);
  return pattern;
}
