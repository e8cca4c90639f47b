import { quoted } from '../../../base/errors';
import { parseIp } from '../../../base/ip/address';
import { parseGoDuration } from '../../../base/schema/duration';

/*
 * What Istio's validation says of single values: pkg/config/validation/agent/validation.go, pkg/config/security/security.go and pkg/config/labels of
 * github.com/istio/istio. Each answers what is wrong, or undefined where nothing is.
 */
export type ValueProblem = string | undefined;

// Unlike in Kubernetes, capital letters are allowed.
const LABEL = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const WILDCARD_LABEL = /^(?:\*|(?:\*|\*-)?[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)$/;
const LABEL_KEY = /^((?:[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)*\/)?((?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$/;
const LABEL_VALUE = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

export function isDnsLabel(value: string): boolean {
  return value.length <= 63 && LABEL.test(value);
}

export function dnsLabelProblem(value: string): ValueProblem {
  return isDnsLabel(value) ? undefined : `${quoted(value)} is not a name; expected at most 63 letters, digits and "-", beginning and ending with a letter or digit`;
}

function labelsProblem(domain: string): ValueProblem {
  const parts = domain.split('.');
  const last = parts.at(-1)!;
  if (/^[-+]?\d+$/.test(last)) return `${quoted(domain)} is not a domain name: its last part is a number`;
  const wrong = parts.find((label, i) => !(i === parts.length - 1 && label === '') && !isDnsLabel(label));
  return wrong === undefined ? undefined : `${quoted(domain)} is not a domain name: ${quoted(wrong)} is not allowed in one`;
}

function lengthProblem(domain: string): ValueProblem {
  if (domain === '') return 'is empty; expected a domain name, for example "web.shop.svc.cluster.local"';
  return domain.length > 255 ? `${quoted(domain)} is longer than 255 characters` : undefined;
}

/** `ValidateFQDN` */
export function domainProblem(domain: string): ValueProblem {
  return lengthProblem(domain) ?? labelsProblem(domain);
}

/** `ValidateWildcardDomain`: the first part may be a wildcard. */
export function wildcardDomainProblem(domain: string): ValueProblem {
  const problem = lengthProblem(domain);
  if (problem !== undefined) return problem;
  const dot = domain.indexOf('.');
  const first = dot === -1 ? domain : domain.slice(0, dot);
  if (first.length > 63 || !WILDCARD_LABEL.test(first)) return `${quoted(domain)} is not a domain name: ${quoted(first)} is not allowed in one`;
  return dot === -1 ? undefined : labelsProblem(domain.slice(dot + 1));
}

/** `ValidatePartialWildCard` */
export function partialWildcardProblem(host: string): ValueProblem {
  return host.includes('*') && host.length !== 1 && !host.startsWith('*.') ? `${quoted(host)} has a wildcard that is only part of a name; expected one as in "*.example.com"` : undefined;
}

/** Go's netip.ParseAddr, which unlike Kubernetes takes no leading zeros. */
export function isIp(value: string): boolean {
  return parseIp(value) !== undefined && !/(?:^|[.:])0\d+\./.test(value) && !/\.0\d+$/.test(value);
}

export function ipProblem(value: string): ValueProblem {
  return isIp(value.replace(/%.+$/, '')) ? undefined : `${quoted(value)} is not an IP address`;
}

/** `ValidateIPs` and `ValidateIPSubnet`: an address, or a CIDR as Go's netip.ParsePrefix takes it, host bits included. */
export function ipOrCidrProblem(value: string): ValueProblem {
  if (!value.includes('/')) return ipProblem(value);
  const [, address, length] = /^([^/%]*)\/(0|[1-9]\d{0,2})$/.exec(value) ?? [];
  const isCidr = address !== undefined && isIp(address) && Number(length) <= (address.includes(':') ? 128 : 32);
  return isCidr ? undefined : `${quoted(value)} is not a CIDR; expected one as in "10.1.0.0/16"`;
}

/** `ValidatePort` */
export function portProblem(port: number): ValueProblem {
  return port >= 1 && port <= 65535 ? undefined : `${port} is not a port; expected a number from 1 to 65535`;
}

/** `ValidateDuration` */
export function durationProblem(duration: string): ValueProblem {
  const nanoseconds = parseGoDuration(duration) ?? 0n;
  if (nanoseconds < 1_000_000n) return `${quoted(duration)} is too short; expected at least 1ms`;
  return nanoseconds % 1_000_000n === 0n ? undefined : `${quoted(duration)} is more precise than a millisecond`;
}

/** `labels.Instance.Validate` */
export function labelProblem(key: string, value: string): ValueProblem {
  const [, prefix = '', name = ''] = LABEL_KEY.exec(key) ?? [];
  if (name === '' || prefix.length > 254 || name.length > 63) return `${quoted(key)} is not the key of a label`;
  return LABEL_VALUE.test(value) ? undefined : `${quoted(value)} is not the value of a label`;
}

const PROTOCOLS = ['tcp', 'udp', 'grpc', 'grpc-web', 'http', 'http_proxy', 'http2', 'https', 'tls', 'mongo', 'redis', 'mysql'];

/** `protocol.Parse`: in lower case; undefined where it is not supported. */
export function protocolOf(protocol: string): string | undefined {
  const lower = protocol.toLowerCase();
  return PROTOCOLS.includes(lower) ? lower : undefined;
}

export function isHttp(protocol: string | undefined): boolean {
  return ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'].includes(protocol ?? '');
}

export function isTls(protocol: string | undefined): boolean {
  return protocol === 'https' || protocol === 'tls';
}

/** `ValidateProtocol`: none at all is fine, since it is found out then. */
export function protocolProblem(protocol: string): ValueProblem {
  return protocol === '' || protocolOf(protocol) !== undefined ? undefined : `${quoted(protocol)} is not a protocol; expected HTTP, HTTPS, HTTP2, GRPC, GRPC-Web, TLS, TCP, Mongo, Redis or MySQL`;
}

/** Whether a host covers another one: `Name.SubsetOf`. */
export function isSubsetOf(host: string, other: string): boolean {
  const [isWild, isOtherWild] = [host.startsWith('*'), other.startsWith('*')];
  if (isWild) return isOtherWild && host.length >= other.length && host.slice(1).endsWith(other.slice(1));
  return isOtherWild ? host.endsWith(other.slice(1)) : host === other;
}

/** Whether hosts overlap: `Name.Matches`. */
export function overlap(host: string, other: string): boolean {
  return isSubsetOf(host, other) || isSubsetOf(other, host);
}
