import { SERVICE_PORTS } from './service-ports';
import { NotUnderstood } from './syntax';
import { InputError } from '../../../base/errors';
import { parseIp } from '../../../base/ip/address';

/** The numbers of protocols that nft prints by name, and with -n or -p as numbers (IANA, protocol-numbers). */
const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'], [6, 'tcp'], [17, 'udp'], [33, 'dccp'], [50, 'esp'], [51, 'ah'], [58, 'ipv6-icmp'], [108, 'comp'], [132, 'sctp'], [136, 'udplite'],
]);

/** Bits that nft prints by name, and with -n as numbers (upstream: ct.c, ct_state_tbl and ct_status_tbl). */
const CT_BITS: Readonly<Record<string, ReadonlyMap<number, string>>> = {
  state: new Map([[1, 'invalid'], [2, 'established'], [4, 'related'], [8, 'new'], [64, 'untracked']]),
  status: new Map([[1, 'expected'], [2, 'seen-reply'], [4, 'assured'], [8, 'confirmed'], [16, 'snat'], [32, 'dnat'], [512, 'dying']]),
};

/** Types of addresses in the routing table (upstream: fib.c, addrtype_tbl). */
const ADDRESS_TYPES: readonly string[] = ['unspec', 'unicast', 'local', 'broadcast', 'anycast', 'multicast', 'blackhole', 'unreachable', 'prohibit'];

/** Named priorities (upstream: rule.c, std_prios and bridge_std_prios). */
const PRIORITIES: Readonly<Record<string, number>> = { raw: -300, mangle: -150, dstnat: -100, filter: 0, security: 50, srcnat: 100 };
const BRIDGE_PRIORITIES: Readonly<Record<string, number>> = { dstnat: -300, filter: -200, out: 100, srcnat: 300 };

/** `0x00004000`, `16384` or a number as JSON has it; undefined for everything else. */
export function numberOf(value: string | number): number | undefined {
  if (typeof value === 'number') return value;
  return /^(?:0x[0-9a-fA-F]+|\d+)$/.test(value) ? Number(value) : undefined;
}

/** The name of a protocol, however it is listed. */
export function protocolName(value: string | number): string {
  const number = numberOf(value);
  return number === undefined ? String(value) : PROTOCOLS.get(number) ?? String(number);
}

/** A port as a number, however it is listed; what is neither a number nor a known name (a range, say) stays as it is. */
export function portNumber(value: string | number): string | number {
  return numberOf(value) ?? SERVICE_PORTS.get(String(value)) ?? value;
}

/** The names of the bits of `ct state` or `ct status`. */
export function ctBitNames(key: string, value: string | number): string[] {
  const number = numberOf(value);
  if (number === undefined) return [String(value)];
  const names = [...CT_BITS[key] ?? []].filter(([bit]) => Math.floor(number / bit) % 2 === 1).map(([, name]) => name);
  return names.length > 0 ? names : [String(number)];
}

/** The name of a type of addresses, however it is listed. */
export function addressTypeName(value: string | number): string {
  const number = numberOf(value);
  return number === undefined ? String(value) : ADDRESS_TYPES[number] ?? String(number);
}

/** The number of a priority: `filter`, `dstnat - 10`, `-110`. */
export function priorityNumber(text: string, family: string): number | undefined {
  const match = /^(?:(-?\d+)|([a-z]+)(?: ([+-]) (\d+))?)$/.exec(text);
  if (!match) return undefined;
  const [, number, name, sign, offset] = match;
  if (number !== undefined) return Number(number);
  const names = family === 'bridge' ? BRIDGE_PRIORITIES : PRIORITIES;
  if (!Object.hasOwn(names, name)) return undefined;
  return names[name] + (sign === '-' ? -1 : 1) * Number(offset ?? 0);
}

const UNITS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1, ms: 0.001 };

/** The seconds of `1d2h3m4s860ms`, `10800s` or `10800`; undefined where it is no duration. */
export function durationSeconds(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^(?:\d+(?:ms|[wdhms]))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|[wdhms])/g)) seconds += Number(count) * UNITS[unit];
  return seconds;
}

/**
 * A part of a key in a set or map of the type.
 *
 * @throws InputError where a port has a name that is not known
 */
export function keyPart(value: string | number, type: string): string | number {
  switch (type) {
    case 'inet_proto': return protocolName(value);
    case 'inet_service': {
      const port = portNumber(value);
      if (typeof port === 'string' && /^[a-z]/i.test(port)) {
        throw new InputError(`${JSON.stringify(port)} is the name of a port that is not known; expected a number: list the rules without -S`);
      }
      return port;
    }
    // The C library prints some IPv6 addresses with an IPv4 address in them: ::10.0.0.1 is ::a00:1.
    case 'ipv6_addr': return typeof value === 'string' && value.includes('.') ? parseIp(value)?.text ?? value : value;
    default: return value;
  }
}

/** The types of keys that `typeof` spells out (upstream: datatypes of the expressions). */
const TYPES_OF: Readonly<Record<string, string>> = {
  'ip saddr': 'ipv4_addr',
  'ip daddr': 'ipv4_addr',
  'ip6 saddr': 'ipv6_addr',
  'ip6 daddr': 'ipv6_addr',
  'meta l4proto': 'inet_proto',
  'th dport': 'inet_service',
  'tcp dport': 'inet_service',
  'udp dport': 'inet_service',
};

/** The type of a part of a key, of which `type` and `typeof` are two spellings. */
export function typeName(text: string): string {
  return Object.hasOwn(TYPES_OF, text) ? TYPES_OF[text] : text;
}

/** @throws NotUnderstood always */
export function notUnderstood(what: string): never {
  throw new NotUnderstood(what);
}
