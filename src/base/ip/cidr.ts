import { Family, formatIp, parseIpBytes } from './address';

/** A network. Its text is masked (`10.1.2.3/8` reads `10.0.0.0/8`), as kube-proxy prints it. */
export interface Cidr {
  readonly family: Family;
  readonly text: string;
  readonly prefixLength: number;
  /** Whether the text that was read had bits set beyond the prefix. */
  readonly hasHostBits: boolean;
  readonly network: readonly number[];
}

/** Reads `ADDRESS/LENGTH`, or answers `undefined` where it is none. White space is not trimmed. */
export function parseCidr(text: string): Cidr | undefined {
  const [address, length, ...rest] = text.split('/');
  if (length === undefined || rest.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  const bytes = parseIpBytes(address);
  // An IPv4-mapped address with a mask counts as IPv6 in Go; no cluster can hold one, so it is refused.
  if (!bytes || (bytes.length === 4 && address.includes(':'))) return undefined;
  const prefixLength = Number(length);
  if (prefixLength > bytes.length * 8) return undefined;
  const network = masked(bytes, prefixLength);
  return {
    family: bytes.length === 4 ? 'ip' : 'ip6',
    text: `${formatIp(network)}/${prefixLength}`,
    prefixLength,
    hasHostBits: network.some((byte, index) => byte !== bytes[index]),
    network,
  };
}

/** The text of the network of that length that an address is in, in the bytes that `parseIpBytes` answers with. */
export function maskedText(bytes: readonly number[], prefixLength: number): string {
  return `${formatIp(masked(bytes, prefixLength))}/${prefixLength}`;
}

/** Whether an address, in any text that `parseIp` reads, lies in the network. */
export function cidrContains(cidr: Cidr, address: string): boolean {
  const bytes = parseIpBytes(address);
  return bytes !== undefined && cidrContainsBytes(cidr, bytes);
}

/** Whether an address, in the bytes that `parseIpBytes` answers with, lies in the network. */
export function cidrContainsBytes(cidr: Cidr, bytes: readonly number[]): boolean {
  if (bytes.length !== cidr.network.length) return false;
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] & maskByte(cidr.prefixLength, i)) !== cidr.network[i]) return false;
  }
  return true;
}

/** The other half of the network that is one bit larger; `undefined` where there is none. */
export function siblingOf({ network, prefixLength }: Cidr): Cidr | undefined {
  if (prefixLength === 0) return undefined;
  const bit = prefixLength - 1;
  return parseCidr(maskedText(network.map((byte, index) => index === Math.floor(bit / 8) ? byte ^ (0x80 >> bit % 8) : byte), prefixLength));
}

/** Whether the address is in 127.0.0.0/8 or is ::1. */
export function isLoopback(address: string): boolean {
  // Asked about every packet; other texts can't be such an address.
  if (!address.startsWith('127') && !address.startsWith(':') && !address.startsWith('0')) return false;
  const bytes = parseIpBytes(address);
  if (!bytes) return false;
  return bytes.length === 4 ? bytes[0] === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0));
}

function masked(bytes: readonly number[], prefixLength: number): number[] {
  return bytes.map((byte, index) => byte & maskByte(prefixLength, index));
}

function maskByte(prefixLength: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefixLength - 8 * index));
  return (0xff << (8 - bits)) & 0xff;
}
