import { COMPARE_ENDPOINTS, Endpoint, EndpointStatus } from './endpoint';
import { ProxyLabels, readProxyLabels } from './proxy-labels';
import { PROTOCOLS } from './service';
import { quoted, SourceLocation } from '../../base/errors';
import { Family, parseIp } from '../../base/ip/address';
import { TransportProtocol } from '../../base/ip/transport-protocol';
import { FieldReader, isDnsSubdomain, isPlainObject, namespaceOf, PlainObject } from '../../base/objects/fields';

/** What kube-proxy takes from an EndpointSlice, with the API server's defaults filled in. */
export interface EndpointSlice {
  /** Where it was read from. */
  readonly source?: SourceLocation;
  readonly namespace: string;
  readonly name: string;
  /** The name of the Service it belongs to, in the same namespace. */
  readonly service: string;
  readonly labels: ProxyLabels;
  /** Undefined for the address type FQDN, which kube-proxy passes over. */
  readonly family?: Family;
  readonly ports: readonly SlicePort[];
}

/** A port of a slice, with the slice's endpoints at that port. */
export interface SlicePort {
  readonly name: string;
  readonly protocol: TransportProtocol;
  /** In kube-proxy's order. */
  readonly endpoints: readonly Endpoint[];
}

const SERVICE_NAME = 'kubernetes.io/service-name';
const FAMILY_OF_ADDRESS_TYPE = { IPv4: 'ip', IPv6: 'ip6', FQDN: undefined } as const;
const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'] as const;
const NONE: readonly never[] = [];
const EMPTY: PlainObject = {};
/** Almost all endpoints of a cluster share this one. */
const READY: EndpointStatus = { ready: true, serving: true, terminating: false, zoneHints: NONE, nodeHints: NONE };

/**
 * Reads an EndpointSlice. As in kube-proxy only the first address of an endpoint counts, and a port without a
 * number is left out; so is one that carries 0.
 *
 * @throws InputError naming the field
 */
export function readEndpointSlice(object: PlainObject, source?: SourceLocation): EndpointSlice {
  const reader = new FieldReader(object, source);
  const metadata = reader.map(object.metadata, 'metadata');
  const name = reader.dnsSubdomain(metadata.name, 'metadata.name');
  const namespace = namespaceOf(metadata, reader);
  const labels = reader.map(metadata.labels, 'metadata.labels');
  const addressType = reader.oneOf(object.addressType, 'addressType', ADDRESS_TYPES);
  if (addressType === undefined) throw reader.error('addressType', `is missing: expected ${ADDRESS_TYPES.join(', ')}`);
  const family = FAMILY_OF_ADDRESS_TYPE[addressType];
  return {
    source,
    namespace,
    name,
    service: reader.text(labels[SERVICE_NAME], `metadata.labels[${SERVICE_NAME}]`) ?? '',
    labels: readProxyLabels(metadata, reader),
    family,
    ports: family === undefined ? NONE : readPorts(object, family, reader),
  };
}

function readPorts(object: PlainObject, family: Family, reader: FieldReader): readonly SlicePort[] {
  const ports = readPortNumbers(object, reader);
  // Endpoints are checked even if there is no port for them to serve.
  const ofFirst = readEndpoints(object, family, ports[0]?.port ?? 0, reader).sort(COMPARE_ENDPOINTS[family]);
  return ports.map(({ name, protocol, port }, i) => ({
    name,
    protocol,
    // All endpoints of a slice have the same port, so their order is that of their addresses.
    endpoints: i === 0 ? ofFirst : ofFirst.map(endpoint => ({ ...endpoint, port })),
  }));
}

function readPortNumbers(object: PlainObject, reader: FieldReader): { name: string; protocol: TransportProtocol; port: number }[] {
  const ports: { name: string; protocol: TransportProtocol; port: number }[] = [];
  const names = new Set<string>();
  for (const [i, value] of reader.list(object.ports, 'ports').entries()) {
    const field = `ports[${i}]`;
    const entry = reader.map(value, field);
    const name = entry.name === undefined || entry.name === null || entry.name === '' ? '' : reader.dnsLabel(entry.name, `${field}.name`);
    if (names.has(name)) throw reader.error(`${field}.name`, `${JSON.stringify(name)} is the name of an earlier port`);
    names.add(name);
    const protocol = (reader.oneOf(entry.protocol, `${field}.protocol`, PROTOCOLS) ?? 'TCP').toLowerCase() as TransportProtocol;
    const port = entry.port === 0 ? undefined : reader.port(entry.port, `${field}.port`);
    if (port !== undefined) ports.push({ name, protocol, port });
  }
  return ports;
}

function readEndpoints(object: PlainObject, family: Family, port: number, reader: FieldReader): Endpoint[] {
  const endpoints: Endpoint[] = [];
  const list = reader.list(object.endpoints, 'endpoints');
  for (let i = 0; i < list.length; i++) {
    const endpoint = readEndpoint(list[i], i, family, port, reader);
    if (endpoint) endpoints.push(endpoint);
  }
  return endpoints;
}

/** A large cluster has hundreds of thousands of endpoints, so paths of fields are put together only for a complaint. */
function readEndpoint(value: unknown, index: number, family: Family, port: number, reader: FieldReader): Endpoint | undefined {
  if (!isPlainObject(value)) throw reader.error(`endpoints[${index}]`, `${quoted(value)} is not an object`);
  const { addresses, nodeName, hints } = value;
  if (addresses !== undefined && addresses !== null && !Array.isArray(addresses)) {
    throw reader.error(`endpoints[${index}].addresses`, `${quoted(addresses)} is not a list`);
  }
  if (!addresses || addresses.length === 0) return undefined;
  const text: unknown = addresses[0];
  const address = typeof text === 'string' ? parseIp(text) : undefined;
  if (address?.family !== family) {
    const expected = family === 'ip' ? 'an IPv4 address' : 'an IPv6 address';
    throw reader.error(`endpoints[${index}].addresses[0]`, `${quoted(text)} is not ${expected}, which addressType asks for`);
  }
  if (nodeName !== undefined && nodeName !== null && typeof nodeName !== 'string') {
    throw reader.error(`endpoints[${index}].nodeName`, `${quoted(nodeName)} is not a string`);
  }
  return {
    address: address.text,
    port,
    nodeName: nodeName ?? undefined,
    podName: podNameOf(value.targetRef),
    status: readStatus(value.conditions ?? EMPTY, hints, index, reader),
  };
}

/** The pod that an endpoint is. A reference decides no rule, so one that can't be right is not a mistake. */
function podNameOf(targetRef: unknown): string | undefined {
  if (!isPlainObject(targetRef) || targetRef.kind !== 'Pod') return undefined;
  return isDnsSubdomain(targetRef.name) ? targetRef.name : undefined;
}

function readStatus(conditions: unknown, hints: unknown, index: number, reader: FieldReader): EndpointStatus {
  if (!isPlainObject(conditions)) throw reader.error(`endpoints[${index}].conditions`, `${quoted(conditions)} is not an object`);
  const ready = readCondition(conditions, 'ready', true, index, reader);
  const serving = readCondition(conditions, 'serving', true, index, reader);
  const terminating = readCondition(conditions, 'terminating', false, index, reader);
  if (!hints && ready && serving && !terminating) return READY;
  const zoneHints = hints ? readHints(hints, 'forZones', index, reader) : NONE;
  const nodeHints = hints ? readHints(hints, 'forNodes', index, reader) : NONE;
  return { ready, serving, terminating, zoneHints, nodeHints };
}

function readCondition(conditions: PlainObject, name: string, absent: boolean, index: number, reader: FieldReader): boolean {
  const value = conditions[name] ?? absent;
  if (typeof value !== 'boolean') throw reader.error(`endpoints[${index}].conditions.${name}`, `${quoted(value)} is neither true nor false`);
  return value;
}

function readHints(value: unknown, name: string, index: number, reader: FieldReader): readonly string[] {
  const field = `endpoints[${index}].hints`;
  const list = reader.list(reader.map(value, field)[name], `${field}.${name}`);
  if (list.length === 0) return NONE;
  return list.map((hint, i) => reader.text(reader.map(hint, `${field}.${name}[${i}]`).name, `${field}.${name}[${i}].name`) ?? '');
}
