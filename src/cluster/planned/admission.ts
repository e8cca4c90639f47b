import { NodePortRange } from './allocation/node-ports';
import { NamedObject, quoted, SourceLocation } from '../../base/errors';
import { parseIpBytes } from '../../base/ip/address';
import { Cidr, cidrContains, cidrContainsBytes, parseCidr } from '../../base/ip/cidr';
import { FieldReader, PlainObject } from '../../base/objects/fields';
import { isHeadless } from '../served/service';

/**
 * What an API server refuses when an object is created, though objects that are stored already may have it. Without
 * these rules a preview would show what can never be applied (upstream: pkg/apis/core/validation).
 */
export interface AdmissionContext {
  /** The ranges that ClusterIPs have to come from; none where they are not known. */
  readonly serviceCidrs: readonly Cidr[];
  readonly nodePortRange: NodePortRange;
}

type Rule = (spec: PlainObject, reader: FieldReader, context: AdmissionContext) => void;

const SERVICE_RULES: readonly Rule[] = [
  portsAreGiven,
  clusterIpsFitTheType,
  ipFamiliesFitThePolicy,
  clusterIpsAreCanonicalAndInRange,
  externalIpsAreUsable,
  externalTrafficPolicyNeedsExternalAccess,
  sourceRangesNeedLoadBalancer,
  nodePortsNeedAType,
  externalNameIsGiven,
  trafficDistributionIsKnown,
];

/**
 * Checks a Service that is still to be created.
 *
 * @throws InputError naming the field
 */
export function admitService(service: PlainObject & NamedObject, context: AdmissionContext, source?: SourceLocation): void {
  const reader = new FieldReader(service, source);
  const spec = reader.map(service.spec, 'spec');
  for (const rule of SERVICE_RULES) rule(spec, reader, context);
}

/**
 * Checks an EndpointSlice that is still to be created.
 *
 * @throws InputError naming the field
 */
export function admitEndpointSlice(slice: PlainObject & NamedObject, source?: SourceLocation): void {
  const reader = new FieldReader(slice, source);
  if (slice.addressType === 'FQDN') return;
  for (const [i, value] of reader.list(slice.endpoints, 'endpoints').entries()) {
    const addresses = reader.list(reader.map(value, `endpoints[${i}]`).addresses, `endpoints[${i}].addresses`);
    if (addresses.length === 0) throw reader.error(`endpoints[${i}].addresses`, 'is empty: expected at least one address');
    for (const [j, address] of addresses.entries()) checkUsable(address, `endpoints[${i}].addresses[${j}]`, reader);
  }
}

function portsAreGiven(spec: PlainObject, reader: FieldReader): void {
  const ports = reader.list(spec.ports, 'spec.ports');
  if (ports.length === 0 && spec.type !== 'ExternalName' && !isHeadless(spec)) {
    throw reader.error('spec.ports', 'is empty: expected at least one port, except for a headless or ExternalName Service');
  }
}

function clusterIpsFitTheType(spec: PlainObject, reader: FieldReader): void {
  const listed = reader.list(spec.clusterIPs, 'spec.clusterIPs');
  if (listed.length > 0 && !spec.clusterIP) throw reader.error('spec.clusterIPs', 'may only be set beside spec.clusterIP');
  if (isHeadless(spec) && (spec.type === 'NodePort' || spec.type === 'LoadBalancer')) {
    throw reader.error('spec.clusterIP', `may not be None on a Service of type ${spec.type}`);
  }
  if (spec.clusterIP && spec.type === 'ExternalName') throw reader.error('spec.clusterIP', 'may not be set on a Service of type ExternalName');
}

function ipFamiliesFitThePolicy(spec: PlainObject, reader: FieldReader): void {
  const families = reader.list(spec.ipFamilies, 'spec.ipFamilies');
  for (const [i, family] of families.entries()) {
    if (family !== 'IPv4' && family !== 'IPv6') throw reader.error(`spec.ipFamilies[${i}]`, `${quoted(family)} is not supported: expected IPv4, IPv6`);
    if (families.indexOf(family) !== i) throw reader.error(`spec.ipFamilies[${i}]`, `${family} is there already`);
  }
  const addresses = reader.list(spec.clusterIPs, 'spec.clusterIPs');
  const isDualStack = spec.ipFamilyPolicy === 'PreferDualStack' || spec.ipFamilyPolicy === 'RequireDualStack';
  // A headless Service without a selector is dual-stack unless it says otherwise (upstream: pkg/registry/core/service/storage/alloc.go).
  const isUndecided = !spec.ipFamilyPolicy && isHeadless(spec) && Object.keys(reader.map(spec.selector, 'spec.selector')).length === 0;
  if ((families.length > 1 || addresses.length > 1) && !isDualStack && !isUndecided) {
    const field = families.length > 1 ? 'ipFamilies' : 'clusterIPs';
    throw reader.error('spec.ipFamilyPolicy', `with two spec.${field} expected PreferDualStack or RequireDualStack`);
  }
}

function clusterIpsAreCanonicalAndInRange(spec: PlainObject, reader: FieldReader, { serviceCidrs }: AdmissionContext): void {
  for (const [value, field] of clusterIps(spec, reader)) {
    if (value === 'None' || value === '') continue;
    checkCanonical(value, field, reader);
    const address = reader.ip(value, field);
    const ranges = serviceCidrs.filter(range => range.family === address.family);
    if (ranges.length > 0 && !ranges.some(range => cidrContains(range, address.text))) {
      throw reader.error(field, `${JSON.stringify(value)} is outside of the service ranges ${ranges.map(range => range.text).join(', ')}`);
    }
  }
}

function clusterIps(spec: PlainObject, reader: FieldReader): [unknown, string][] {
  const listed = reader.list(spec.clusterIPs, 'spec.clusterIPs').map((ip, i): [unknown, string] => [ip, `spec.clusterIPs[${i}]`]);
  return listed.length > 0 || spec.clusterIP === undefined || spec.clusterIP === null ? listed : [[spec.clusterIP, 'spec.clusterIP']];
}

function externalIpsAreUsable(spec: PlainObject, reader: FieldReader): void {
  for (const [i, address] of reader.list(spec.externalIPs, 'spec.externalIPs').entries()) {
    checkUsableAddress(address, `spec.externalIPs[${i}]`, reader);
  }
}

function externalTrafficPolicyNeedsExternalAccess(spec: PlainObject, reader: FieldReader): void {
  const external = spec.type === 'NodePort' || spec.type === 'LoadBalancer' || reader.list(spec.externalIPs, 'spec.externalIPs').length > 0;
  if (spec.externalTrafficPolicy && !external) {
    throw reader.error('spec.externalTrafficPolicy', 'may only be set on Services of type NodePort or LoadBalancer, or with externalIPs');
  }
}

function sourceRangesNeedLoadBalancer(spec: PlainObject, reader: FieldReader): void {
  const ranges = reader.list(spec.loadBalancerSourceRanges, 'spec.loadBalancerSourceRanges');
  if (ranges.length > 0 && spec.type !== 'LoadBalancer') {
    throw reader.error('spec.loadBalancerSourceRanges', 'may only be set on Services of type LoadBalancer');
  }
  for (const [i, range] of ranges.entries()) {
    const field = `spec.loadBalancerSourceRanges[${i}]`;
    const cidr = reader.cidr(range, field);
    if (cidr.hasHostBits) throw reader.error(field, `${JSON.stringify(range)} has bits set beyond its prefix: expected ${cidr.text}`);
  }
}

function nodePortsNeedAType(spec: PlainObject, reader: FieldReader, { nodePortRange: { first, last } }: AdmissionContext): void {
  for (const [i, value] of reader.list(spec.ports, 'spec.ports').entries()) {
    const field = `spec.ports[${i}].nodePort`;
    const { nodePort } = reader.map(value, `spec.ports[${i}]`);
    if (nodePort === undefined || nodePort === null || nodePort === 0) continue;
    if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') {
      throw reader.error(field, 'may only be set on Services of type NodePort or LoadBalancer');
    }
    if (typeof nodePort === 'number' && (nodePort < first || nodePort > last)) {
      throw reader.error(field, `${nodePort} is outside of the node port range ${first}-${last}`);
    }
  }
}

function externalNameIsGiven(spec: PlainObject, reader: FieldReader): void {
  if (spec.type === 'ExternalName' && !spec.externalName) throw reader.error('spec.externalName', 'is missing on a Service of type ExternalName');
}

function trafficDistributionIsKnown(spec: PlainObject, reader: FieldReader): void {
  reader.oneOf(spec.trafficDistribution, 'spec.trafficDistribution', ['PreferClose', 'PreferSameZone', 'PreferSameNode']);
}

/** Networks whose addresses can't be reached through a Service (upstream: ValidateNonSpecialIP). */
const SPECIAL_NETWORKS = ['0.0.0.0/32', '::/128', '127.0.0.0/8', '::1/128', '169.254.0.0/16', 'fe80::/10', '224.0.0.0/24', 'ff02::/16'].map(text => parseCidr(text)!);

function checkUsableAddress(value: unknown, field: string, reader: FieldReader): void {
  checkCanonical(value, field, reader);
  checkUsable(value, field, reader);
}

/** API servers before 1.36 took leading zeros in EndpointSlices, and kube-proxy reads them (ParseIPSloppy). */
function checkUsable(value: unknown, field: string, reader: FieldReader): void {
  const bytes = typeof value === 'string' ? parseIpBytes(value) : undefined;
  if (!bytes) throw reader.notAnIp(value, field);
  if (SPECIAL_NETWORKS.some(network => cidrContainsBytes(network, bytes))) {
    throw reader.error(field, `${JSON.stringify(value)} may not be an unspecified, loopback or link-local address`);
  }
}

function checkCanonical(value: unknown, field: string, reader: FieldReader): void {
  if (typeof value === 'string' && value.includes('.') && /(?:^|[.:])0\d+(?:\.|$)/.test(value) && parseIpBytes(value)) {
    throw reader.error(field, `${JSON.stringify(value)} has leading zeros: expected ${reader.ip(value, field).text}`);
  }
}
