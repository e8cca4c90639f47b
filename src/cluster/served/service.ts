import { ProxyLabels, readProxyLabels } from './proxy-labels';
import { SourceLocation } from '../../base/errors';
import { Family, IpAddress } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
import { TransportProtocol } from '../../base/ip/transport-protocol';
import { FieldReader, namespaceOf, PlainObject } from '../../base/objects/fields';
import { ObjectReference } from '../inventory/object-reference';

/** A Service, for both families, with the API server's defaults filled in: what kube-proxy takes from it, and what matters to its users. */
export interface Service extends ObjectReference {
  readonly namespace: string;
  readonly labels: ProxyLabels;
  readonly type: ServiceType;
  /** At most one ClusterIP a family; none for a headless Service or one whose address is not allocated yet. */
  readonly clusterIps: { readonly [F in Family]?: string };
  readonly externalIps: readonly IpAddress[];
  /** What load balancers have said: undefined as long as none has. */
  readonly ingress?: readonly LoadBalancerIngress[];
  /** Addresses of load balancers that deliver packets with the address still in them (ipMode VIP). */
  readonly loadBalancerVips: readonly IpAddress[];
  readonly sourceRanges: readonly Cidr[];
  /** Set with session affinity ClientIP. */
  readonly affinityTimeoutSeconds?: number;
  readonly internalTrafficPolicy: TrafficPolicy;
  readonly externalTrafficPolicy: TrafficPolicy;
  /** Where load balancers ask whether the node has endpoints, on a port that comes from the range of NodePorts; 0 where nobody asks. */
  readonly healthCheckNodePort: number;
  readonly ports: readonly ServicePort[];
  /** Whether it has no ClusterIP on purpose. */
  readonly headless: boolean;
  readonly ipFamilyPolicy?: IpFamilyPolicy;
  /** Whether kube-proxy looks at it: not at headless ones and ExternalNames, nor at those that another proxy serves. */
  readonly isServed: boolean;
  /** Whether it has NodePorts, or will have them as soon as an API server has seen it. */
  readonly hasNodePorts: boolean;
}

export interface ServicePort {
  /** Empty for an unnamed port. */
  readonly name: string;
  readonly protocol: TransportProtocol;
  readonly port: number;
  /** 0 where the port has none. */
  readonly nodePort: number;
}

/** An entry of status.loadBalancer.ingress. */
export interface LoadBalancerIngress {
  readonly address?: IpAddress;
  readonly hostname?: string;
  readonly mode: 'VIP' | 'Proxy';
}

export type IpFamilyPolicy = typeof IP_FAMILY_POLICIES[number];
export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
export type TrafficPolicy = 'Cluster' | 'Local';

const SERVICE_TYPES: readonly ServiceType[] = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const TRAFFIC_POLICIES: readonly TrafficPolicy[] = ['Cluster', 'Local'];
export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'] as const;
const IP_FAMILIES = ['IPv4', 'IPv6'] as const;
const IP_FAMILY_POLICIES = ['SingleStack', 'PreferDualStack', 'RequireDualStack'] as const;

/** The API server's default for sessionAffinityConfig.clientIP.timeoutSeconds: three hours. */
const DEFAULT_AFFINITY_TIMEOUT = 10_800;
const MAX_AFFINITY_TIMEOUT = 86_400;
const NONE: readonly never[] = [];

/**
 * Reads a Service. What no API server ever stored (a port of 70000, a name with a quote) is refused; what older
 * ones let pass (leading zeros in addresses, host bits in source ranges) is read as kube-proxy reads it.
 *
 * @throws InputError naming the field
 */
export function readService(object: PlainObject, source?: SourceLocation): Service {
  const reader = new FieldReader(object, source);
  const metadata = reader.map(object.metadata, 'metadata');
  const name = reader.dnsLabel(metadata.name, 'metadata.name');
  const namespace = namespaceOf(metadata, reader);
  const spec = reader.map(object.spec, 'spec');
  const type = reader.oneOf(spec.type, 'spec.type', SERVICE_TYPES) ?? 'ClusterIP';
  const labels = readProxyLabels(metadata, reader);
  const headless = isHeadless(spec);
  const ingress = readIngress(object, reader);
  const clusterIps = readClusterIps(spec, reader);
  const externalIps = readAddresses(spec.externalIPs, 'spec.externalIPs', reader);
  const ports = readPorts(spec, reader);
  return {
    kind: 'Service',
    source,
    namespace,
    name,
    labels,
    type,
    clusterIps,
    externalIps,
    ingress,
    loadBalancerVips: ingress === undefined ? NONE : ingress.flatMap(({ address, mode }) => mode === 'VIP' && address ? [address] : []),
    sourceRanges: readSourceRanges(spec, reader),
    affinityTimeoutSeconds: readAffinityTimeout(spec, reader),
    internalTrafficPolicy: reader.oneOf(spec.internalTrafficPolicy, 'spec.internalTrafficPolicy', TRAFFIC_POLICIES) ?? 'Cluster',
    externalTrafficPolicy: reader.oneOf(spec.externalTrafficPolicy, 'spec.externalTrafficPolicy', TRAFFIC_POLICIES) ?? 'Cluster',
    healthCheckNodePort: spec.healthCheckNodePort === 0 ? 0 : reader.port(spec.healthCheckNodePort, 'spec.healthCheckNodePort') ?? 0,
    ports,
    headless,
    ipFamilyPolicy: reader.oneOf(spec.ipFamilyPolicy, 'spec.ipFamilyPolicy', IP_FAMILY_POLICIES),
    isServed: type !== 'ExternalName' && !labels.proxyName && !headless,
    hasNodePorts: ports.some(({ nodePort }) => nodePort !== 0) || allocatesNodePorts(type, ports, spec),
  };
}

/** Whether a Service has no ClusterIP on purpose, by its `spec`. */
export function isHeadless({ clusterIP, clusterIPs }: PlainObject): boolean {
  return clusterIP === 'None' || (Array.isArray(clusterIPs) && clusterIPs[0] === 'None');
}

/** A load balancer that needs no NodePorts may say so (allocateLoadBalancerNodePorts); it keeps those that it has had before. */
function allocatesNodePorts(type: ServiceType, ports: readonly ServicePort[], { allocateLoadBalancerNodePorts }: PlainObject): boolean {
  return ports.length > 0 && (type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false));
}

/** `externalTrafficPolicy: Local` counts only where the type, or external IPs of any family, let traffic in from outside. */
export function isExternalPolicyLocal(service: Service): boolean {
  return service.externalTrafficPolicy === 'Local'
    && (service.type === 'NodePort' || service.type === 'LoadBalancer' || service.externalIps.length > 0);
}

/** `clusterIPs` by `ipFamilies`; objects that are not stored yet may have `clusterIP` alone. */
function readClusterIps(spec: PlainObject, reader: FieldReader): Service['clusterIps'] {
  const clusterIp = reader.text(spec.clusterIP, 'spec.clusterIP') ?? '';
  const listed = reader.list(spec.clusterIPs, 'spec.clusterIPs');
  if (listed.length > 0 && clusterIp !== '' && listed[0] !== clusterIp) {
    throw reader.error('spec.clusterIPs[0]', `${JSON.stringify(listed[0])} differs from spec.clusterIP, ${JSON.stringify(clusterIp)}`);
  }
  if (clusterIp === 'None' || listed[0] === 'None') return {};
  const addresses = listed.length > 0 ? listed : clusterIp === '' ? NONE : [clusterIp];
  const families = reader.list(spec.ipFamilies, 'spec.ipFamilies')
    .map((family, i) => reader.oneOf(family, `spec.ipFamilies[${i}]`, IP_FAMILIES) === 'IPv6' ? 'ip6' : 'ip');
  const field = (i: number) => listed.length > 0 ? `spec.clusterIPs[${i}]` : 'spec.clusterIP';
  const byFamily: { [F in Family]?: string } = {};
  // Where families are listed, an address without one counts for nothing (upstream: GetClusterIPByFamily).
  const counted = families.length > 0 ? addresses.slice(0, families.length) : addresses;
  for (const [i, value] of counted.entries()) {
    const address = reader.ip(value, field(i));
    const expected = families[i];
    if (expected !== undefined && address.family !== expected) {
      throw reader.error(field(i), `${JSON.stringify(value)} is not an ${expected === 'ip' ? 'IPv4' : 'IPv6'} address, which spec.ipFamilies[${i}] asks for`);
    }
    if (byFamily[address.family] !== undefined) {
      throw reader.error(field(i), `${JSON.stringify(value)} is a second address of its family: expected one a family`);
    }
    byFamily[address.family] = address.text;
  }
  return byFamily;
}

function readSourceRanges({ loadBalancerSourceRanges }: PlainObject, reader: FieldReader): readonly Cidr[] {
  const list = reader.list(loadBalancerSourceRanges, 'spec.loadBalancerSourceRanges');
  return list.length === 0 ? NONE : list.map((range, i) => reader.cidr(range, `spec.loadBalancerSourceRanges[${i}]`));
}

function readAddresses(value: unknown, field: string, reader: FieldReader): readonly IpAddress[] {
  const list = reader.list(value, field);
  return list.length === 0 ? NONE : list.map((address, i) => reader.ip(address, `${field}[${i}]`));
}

/** The default of ipMode is VIP; with Proxy the load balancer itself answers, and the address is none of kube-proxy's. */
function readIngress(object: PlainObject, reader: FieldReader): readonly LoadBalancerIngress[] | undefined {
  const status = reader.map(object.status, 'status');
  const loadBalancer = reader.map(status.loadBalancer, 'status.loadBalancer');
  if (loadBalancer.ingress === undefined || loadBalancer.ingress === null) return undefined;
  return reader.list(loadBalancer.ingress, 'status.loadBalancer.ingress').map((value, i): LoadBalancerIngress => {
    const field = `status.loadBalancer.ingress[${i}]`;
    const { ip, hostname, ipMode } = reader.map(value, field);
    const mode = reader.oneOf(ipMode, `${field}.ipMode`, ['VIP', 'Proxy']) ?? 'VIP';
    const address = ip === undefined || ip === null || ip === '' ? undefined : reader.ip(ip, `${field}.ip`);
    return { mode, address, hostname: typeof hostname === 'string' ? hostname : undefined };
  });
}

function readAffinityTimeout(spec: PlainObject, reader: FieldReader): number | undefined {
  if (reader.oneOf(spec.sessionAffinity, 'spec.sessionAffinity', ['ClientIP', 'None']) !== 'ClientIP') return undefined;
  const config = reader.map(spec.sessionAffinityConfig, 'spec.sessionAffinityConfig');
  const clientIp = reader.map(config.clientIP, 'spec.sessionAffinityConfig.clientIP');
  const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
  return reader.integer(clientIp.timeoutSeconds, field, 1, MAX_AFFINITY_TIMEOUT) ?? DEFAULT_AFFINITY_TIMEOUT;
}

function readPorts(spec: PlainObject, reader: FieldReader): readonly ServicePort[] {
  const list = reader.list(spec.ports, 'spec.ports');
  if (list.length === 0) return NONE;
  const ports = list.map((value, i) => readPort(value, i, reader));
  if (ports.length > 1) checkUnique(ports, reader);
  return ports;
}

function readPort(value: unknown, index: number, reader: FieldReader): ServicePort {
  const field = portFields(index);
  const entry = reader.map(value, field.entry);
  const port = reader.port(entry.port, field.port);
  if (port === undefined) throw reader.error(field.port, 'is missing: expected an integer from 1 to 65535');
  const name = entry.name;
  return {
    name: name === undefined || name === null || name === '' ? '' : reader.dnsLabel(name, field.name),
    protocol: (reader.oneOf(entry.protocol, field.protocol, PROTOCOLS) ?? 'TCP').toLowerCase() as TransportProtocol,
    port,
    nodePort: entry.nodePort === 0 ? 0 : reader.port(entry.nodePort, field.nodePort) ?? 0,
  };
}

/** The paths of a port's fields, which are the same in every Service. */
const PORT_FIELDS: { readonly [name in 'entry' | 'port' | 'name' | 'protocol' | 'nodePort']: string }[] = [];

function portFields(index: number): typeof PORT_FIELDS[number] {
  const entry = `spec.ports[${index}]`;
  return PORT_FIELDS[index] ??= { entry, port: `${entry}.port`, name: `${entry}.name`, protocol: `${entry}.protocol`, nodePort: `${entry}.nodePort` };
}

/** Names, and pairs of protocol and number, are unique within a Service. */
function checkUnique(ports: readonly ServicePort[], reader: FieldReader): void {
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [i, { name, protocol, port }] of ports.entries()) {
    const field = `spec.ports[${i}]`;
    if (name === '') throw reader.error(`${field}.name`, 'is missing: with several ports each needs a name');
    if (names.has(name)) throw reader.error(`${field}.name`, `${JSON.stringify(name)} is the name of an earlier port`);
    if (numbers.has(`${protocol}/${port}`)) {
      throw reader.error(field, `an earlier port is ${protocol.toUpperCase()} ${port} already`);
    }
    names.add(name);
    numbers.add(`${protocol}/${port}`);
  }
}
