import { quoted } from '../errors';
import { parseIp } from '../ip/address';
import { parseCidr } from '../ip/cidr';

/** The functions below answer what is wrong with a text, or `undefined` where nothing is. */

export function ipProblem(text: string): string | undefined {
  return parseIp(text) ? undefined : `${quoted(text)} is not an IP address`;
}

/** An IP, or IP:port with an IPv6 address in brackets (upstream `AppendPortIfNeeded` and `validateHostPort`). */
export function ipPortProblem(text: string): string | undefined {
  if (parseIp(text)) return undefined;
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d*)$/.exec(text);
  if (!match || !parseIp(match[1] ?? match[2])) {
    return `${quoted(text)} is not an IP address and port: expected such as "0.0.0.0:10256" or "[::]:10256"`;
  }
  const port = Number(match[3]);
  return port >= 1 && port <= 65535 ? undefined : `${quoted(match[3])} is not a port: expected an integer from 1 to 65535`;
}

export function cidrProblem(text: string): string | undefined {
  if (parseCidr(text)) return undefined;
  const address = parseIp(text);
  if (address) return `${quoted(text)} has no prefix length: did you mean "${address.text}/${address.family === 'ip' ? 32 : 128}"?`;
  return `${quoted(text)} is not a CIDR: expected such as "10.244.0.0/16" or "fd00:10:244::/56"`;
}

/** One CIDR, or one of each family with a comma between (upstream `validateDualStackCIDRStrings`). */
export function clusterCidrProblem(text: string): string | undefined {
  const cidrs = text.split(',');
  const problem = cidrs.map(cidrProblem).find(message => message !== undefined);
  if (problem !== undefined) {
    return /\s/.test(text) ? `${quoted(text)} has white space: expected CIDRs with nothing but a comma between them` : problem;
  }
  if (cidrs.length > 2) return `${quoted(text)} has ${cidrs.length} CIDRs: expected one, or one of each IP family`;
  if (cidrs.length === 2 && parseCidr(cidrs[0])?.family === parseCidr(cidrs[1])?.family) {
    return `${quoted(text)} has two CIDRs of one IP family: expected one, or one of each IP family`;
  }
  return undefined;
}

/**
 * The name of a Linux network interface, or the beginning of one: the kernel's limit is 15 bytes. kube-proxy puts
 * it into its rules, so the letters are limited to those that need no quotes there.
 */
export function interfaceNameProblem(text: string): string | undefined {
  if (/^[A-Za-z0-9._-]{1,15}$/.test(text)) return undefined;
  return `${quoted(text)} is not a name for a network interface: expected 1 to 15 letters, digits, dots, underscores or hyphens`;
}

/** What the keywords of Kubernetes 1.37 stand for. */
const KEYWORD_CIDRS: Readonly<Record<string, string>> = {
  localhost: '"127.0.0.0/8" and "::1/128"',
  all: '"0.0.0.0/0" and "::/0"',
};

/** One entry of nodePortAddresses; its keywords and how they combine changed in 1.37 (KEP-6032). */
export function nodePortAddressProblem(entry: string, entries: readonly string[], minor: number): string | undefined {
  const isKeyword = entry === 'primary' || Object.hasOwn(KEYWORD_CIDRS, entry);
  if (!isKeyword) return cidrProblem(entry);
  if (minor >= 37) return undefined;
  if (entry !== 'primary') return `"${entry}" is a keyword from Kubernetes 1.37 only: expected ${KEYWORD_CIDRS[entry]}`;
  return entries.length === 1 ? undefined : '"primary" cannot be combined with other entries before Kubernetes 1.37: expected it alone, or CIDRs only';
}
