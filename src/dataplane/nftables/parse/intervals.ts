/* eslint-disable no-bitwise -- addresses of 128 bits are numbers here */
import { Family, formatIp, parseIp, parseIpBytes } from '../../../base/ip/address';
import { parseCidr } from '../../../base/ip/cidr';

/** The addresses from `first` to `last`, as numbers. */
interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

const BITS: Readonly<Record<Family, number>> = { ip: 32, ip6: 128 };

/** The networks that a range is made of: `10.0.0.0-10.0.1.127` is 10.0.0.0/24 and 10.0.1.0/25. Undefined where it is no range. */
export function rangeCidrs(text: string, family: Family): string[] | undefined {
  const interval = intervalOf(text, family);
  return interval && cidrsOf([interval], family);
}

/**
 * Networks, ranges and addresses in the one form that stands for all that hold the same addresses: without overlaps, and with
 * neighbors made one. The kernel keeps intervals, so listings don't have what was written. Undefined where something else is
 * among them.
 */
export function mergedCidrs(texts: readonly string[], family: Family): string[] | undefined {
  const intervals: Interval[] = [];
  for (const text of texts) {
    const interval = intervalOf(text, family);
    if (!interval) return undefined;
    intervals.push(interval);
  }
  intervals.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const merged: Interval[] = [];
  for (const { first, last } of intervals) {
    const previous = merged.at(-1);
    if (!previous || first > previous.last + 1n) merged.push({ first, last });
    else if (last > previous.last) merged[merged.length - 1] = { first: previous.first, last };
  }
  return cidrsOf(merged, family);
}

function intervalOf(text: string, family: Family): Interval | undefined {
  if (text.includes('/')) {
    const cidr = parseCidr(text);
    if (cidr?.family !== family) return undefined;
    const first = numberOf(cidr.network);
    return { first, last: first + (1n << BigInt(BITS[family] - cidr.prefixLength)) - 1n };
  }
  const [from, to = from, ...more] = text.split('-');
  const [first, last] = [addressNumber(from, family), addressNumber(to, family)];
  return first === undefined || last === undefined || last < first || more.length > 0 ? undefined : { first, last };
}

function addressNumber(text: string, family: Family): bigint | undefined {
  if (parseIp(text)?.family !== family) return undefined;
  return numberOf(parseIpBytes(text)!);
}

function numberOf(bytes: readonly number[]): bigint {
  return bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
}

function cidrsOf(intervals: readonly Interval[], family: Family): string[] {
  const cidrs: string[] = [];
  for (const { first, last } of intervals) {
    for (let next = first; next <= last;) {
      let hostBits = 0;
      while (hostBits < BITS[family] && next % (2n << BigInt(hostBits)) === 0n && next + (2n << BigInt(hostBits)) - 1n <= last) hostBits++;
      const address = addressText(next, family);
      cidrs.push(hostBits === 0 ? address : `${address}/${BITS[family] - hostBits}`);
      next += 1n << BigInt(hostBits);
    }
  }
  return cidrs;
}

function addressText(number: bigint, family: Family): string {
  const bytes: number[] = [];
  for (let shift = BITS[family] - 8; shift >= 0; shift -= 8) bytes.push(Number((number / (1n << BigInt(shift))) % 256n));
  return formatIp(bytes);
}

/** Whether an address is in a network or range, or is the address. */
export function addressIn(address: string, text: string): boolean {
  if (!text.includes('/') && !text.includes('-')) return address === text;
  const family = address.includes(':') ? 'ip6' : 'ip';
  const number = addressNumber(address, family);
  const interval = number === undefined ? undefined : intervalOf(text, family);
  return interval !== undefined && number! >= interval.first && number! <= interval.last;
}
