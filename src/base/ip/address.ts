/**
 * IP addresses as Go's `netutils.ParseIPSloppy` reads and `net.IP.String` prints them, since that is what
 * kube-proxy does to every address. Node's own `net.isIP` is stricter (no leading
 * zeros) and the common libraries read a leading zero as octal, where kube-proxy reads decimal.
 */

/** The family of an address and of a table: `ip` is IPv4, `ip6` is IPv6. */
export type Family = 'ip' | 'ip6';

export const FAMILIES: readonly Family[] = ['ip', 'ip6'];

/** An address in its canonical text, which is what rules hold, and the family that it belongs to. */
export interface IpAddress {
  readonly family: Family;
  readonly text: string;
}

/**
 * Reads an address, or answers `undefined` where it is none. IPv4 octets may have leading zeros (decimal);
 * `::ffff:a.b.c.d` is an IPv4 address; zones (`fe80::1%eth0`) are refused.
 */
export function parseIp(text: string): IpAddress | undefined {
  if (isCanonicalIpv4(text)) return { family: 'ip', text };
  const bytes = parseIpBytes(text);
  return bytes && { family: bytes.length === 16 ? 'ip6' : 'ip', text: formatIp(bytes) };
}

/** The 4 or 16 bytes of an address, or `undefined` where it is none. */
export function parseIpBytes(text: string): number[] | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Canonical text of 4 or 16 bytes: dotted quad, or RFC 5952. */
export function formatIp(bytes: readonly number[]): string {
  return bytes.length === 4 ? bytes.join('.') : formatIpv6(bytes);
}

/** `10.0.0.1:80`, `[fd00::1]:80`: Go's `net.JoinHostPort`. */
export function joinHostPort(family: Family, address: string, port: number): string {
  return family === 'ip' ? `${address}:${port}` : `[${address}]:${port}`;
}

/**
 * Whether a text is a dotted quad as Go prints it, without leading zeros, which most addresses are. A large cluster has hundreds of
 * thousands of them, so this goes through the characters once.
 */
function isCanonicalIpv4(text: string): boolean {
  let dots = 0;
  let octet = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (octet < 0 || ++dots > 3) return false;
      octet = -1;
    } else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9 || octet === 0) return false;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return false;
    }
  }
  return dots === 3 && octet >= 0;
}

function parseIpv4(text: string): number[] | undefined {
  const bytes: number[] = [];
  let octet = -1;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? DOT : text.charCodeAt(i);
    if (code === DOT) {
      if (octet < 0) return undefined;
      bytes.push(octet);
      octet = -1;
    } else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      octet = Math.max(octet, 0) * 10 + digit;
      if (octet > 255) return undefined;
    }
  }
  return bytes.length === 4 ? bytes : undefined;
}

const DOT = '.'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseHextets(halves[0], halves.length === 1);
  const tail = halves.length === 2 ? parseHextets(halves[1], true) : [];
  if (!head || !tail) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  const bytes = [...head, ...new Array<number>(missing).fill(0), ...tail];
  return isIpv4Mapped(bytes) ? bytes.slice(12) : bytes;
}

/** The bytes of colon-separated hextets; the last may be a dotted quad where `quadAllowed`. */
function parseHextets(text: string, quadAllowed: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const bytes: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (quadAllowed && index === parts.length - 1 && part.includes('.')) {
      const quad = parseIpv4(part);
      if (!quad) return undefined;
      bytes.push(...quad);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      const hextet = parseInt(part, 16);
      bytes.push(hextet >> 8, hextet & 0xff);
    }
  }
  return bytes.length <= 16 ? bytes : undefined;
}

function isIpv4Mapped(bytes: readonly number[]): boolean {
  return bytes.slice(0, 10).every(byte => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
}

function formatIpv6(bytes: readonly number[]): string {
  const hextets = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] << 8) | bytes[2 * i + 1]));
  const zeros = longestZeroRun(hextets);
  const print = (part: number[]) => part.map(hextet => hextet.toString(16)).join(':');
  if (!zeros) return print(hextets);
  return `${print(hextets.slice(0, zeros.start))}::${print(hextets.slice(zeros.start + zeros.length))}`;
}

/** The leftmost of the longest runs of at least two zero hextets (RFC 5952, section 4.2). */
function longestZeroRun(hextets: readonly number[]): { start: number; length: number } | undefined {
  let best: { start: number; length: number } | undefined;
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && hextets[start + length] === 0) length++;
    if (length >= 2 && length > (best?.length ?? 0)) best = { start, length };
    start += length;
  }
  return best;
}
