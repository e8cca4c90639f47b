import { admitService } from './admission';
import { hasHealthChecks } from './adopt';
import { ClusterIpAllocator } from './allocation/cluster-ips';
import { NodePortAllocator } from './allocation/node-ports';
import { Assumptions } from './assumptions';
import { AssumedLoadBalancers, checkAssumedLoadBalancers, withLoadBalancer } from './load-balancers';
import { fieldError, SourceLocation } from '../../base/errors';
import { Family } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
import { FieldReader, PlainObject } from '../../base/objects/fields';
import { isHeadless, readService, Service } from '../served/service';

/** A Service that no API server has stored yet. */
export interface ServiceDraft {
  readonly object: PlainObject;
  readonly source?: SourceLocation;
}

/** A Service as the API server would store it. */
export interface CompletedService extends ServiceDraft {
  readonly service: Service;
  readonly families: readonly Family[];
}

/** What hands out the values that the API server would. */
export interface Allocation {
  readonly clusterIps: ClusterIpAllocator;
  readonly nodePorts: NodePortAllocator;
}

const IP_FAMILY = { ip: 'IPv4', ip6: 'IPv6' } as const;
const FAMILY = { IPv4: 'ip', IPv6: 'ip6' } as const;

/**
 * Gives Services what the API server would give them: ClusterIPs and NodePorts. Values chosen by their authors are
 * reserved first, so that nothing that is allocated takes them away.
 *
 * @param stored the Services that the cluster has already
 * @throws InputError where the API server would refuse a Service
 */
export function completeServices(
  drafts: readonly ServiceDraft[], stored: readonly Service[], serviceCidrs: readonly Cidr[], { clusterIps, nodePorts }: Allocation,
  assumptions: Assumptions, loadBalancers: AssumedLoadBalancers = {},
): CompletedService[] {
  const read = drafts.map(({ object, source }) => {
    const service = readService(object, source);
    admitService(object, { serviceCidrs, nodePortRange: nodePorts.range }, source);
    return { object, source, service };
  });
  checkAssumedLoadBalancers(loadBalancers, read.map(({ service }) => service));
  for (const service of stored) reserve(service, clusterIps, nodePorts);
  for (const { object, source, service } of read) reserve(service, clusterIps, nodePorts, { object, source });
  return read.map(({ object, source, service }) => {
    const draft = { object, source };
    const addressed = withClusterIps(draft, service, clusterIps, assumptions);
    const ported = withNodePorts(addressed.object, service, nodePorts, assumptions);
    const checked = withHealthCheckPort(ported, service, nodePorts, assumptions);
    const balanced = withLoadBalancer(checked, service, loadBalancers, assumptions);
    return { object: balanced, source, service: readService(balanced, source), families: addressed.families };
  });
}

/** @param draft the Service is still to be created, so that a conflict is an error */
function reserve(service: Service, clusterIps: ClusterIpAllocator, nodePorts: NodePortAllocator, draft?: ServiceDraft): void {
  for (const address of Object.values(service.clusterIps)) {
    if (!clusterIps.reserve(address) && draft) {
      throw fieldError(draft.object, 'spec.clusterIP', `${address} belongs to another Service already`, draft.source);
    }
  }
  for (const [i, { port, protocol, nodePort }] of service.ports.entries()) {
    if (nodePort !== 0 && !nodePorts.reserve(`${service.namespace}/${service.name}:${port}`, protocol, nodePort) && draft) {
      throw fieldError(draft.object, `spec.ports[${i}].nodePort`, `${nodePort} belongs to another port already`, draft.source);
    }
  }
  const { healthCheckNodePort } = service;
  // Not shared with anything (upstream pkg/registry/core/service/storage/alloc.go, allocHealthCheckNodePort).
  const isFree = healthCheckNodePort === 0 || nodePorts.reserve(`health checks of ${service.namespace}/${service.name}`, 'tcp', healthCheckNodePort);
  if (!isFree && draft) {
    throw fieldError(draft.object, 'spec.healthCheckNodePort', `${healthCheckNodePort} belongs to another port already`, draft.source);
  }
}

function withClusterIps(
  { object, source }: ServiceDraft, service: Service, allocator: ClusterIpAllocator, assumptions: Assumptions,
): { object: PlainObject; families: readonly Family[] } {
  const reader = new FieldReader(object, source);
  const spec = reader.map(object.spec, 'spec');
  if (service.type === 'ExternalName') return { object, families: [] };
  const families = familiesOf(spec, service, allocator.families, reader);
  if (isHeadless(spec)) return { object, families };
  const name = `${service.namespace}/${service.name}`;
  const addresses = families.map(family => {
    const given = service.clusterIps[family];
    if (given !== undefined) return given;
    const { address, range } = allocator.allocate(name, family);
    assumptions.add(`Service ${name}`, `ClusterIP ${address}, allocated from ${range.text}`);
    return address;
  });
  const completed = { ...spec, clusterIP: addresses[0], clusterIPs: addresses, ipFamilies: families.map(family => IP_FAMILY[family]) };
  return { object: { ...object, spec: completed }, families };
}

/** The families in their order: the given ones, those of given addresses, or the cluster's; a second one by ipFamilyPolicy. */
function familiesOf(spec: PlainObject, service: Service, ofCluster: readonly Family[], reader: FieldReader): readonly Family[] {
  const policy = reader.oneOf(spec.ipFamilyPolicy, 'spec.ipFamilyPolicy', ['SingleStack', 'PreferDualStack', 'RequireDualStack']) ?? 'SingleStack';
  const given = reader.list(spec.ipFamilies, 'spec.ipFamilies').map(family => FAMILY[family as 'IPv4' | 'IPv6']);
  const families = given.length > 0 ? given : Object.keys(service.clusterIps) as Family[];
  if (families.length > 1) return families;
  const first = families[0] ?? ofCluster[0] ?? 'ip';
  const second: Family = first === 'ip' ? 'ip6' : 'ip';
  if (policy === 'SingleStack') return [first];
  if (ofCluster.includes(second)) return [first, second];
  if (policy === 'PreferDualStack') return [first];
  throw reader.error('spec.ipFamilyPolicy', `RequireDualStack needs a service range of ${IP_FAMILY[second]} as well, and the cluster has none`);
}

function withNodePorts(object: PlainObject, service: Service, allocator: NodePortAllocator, assumptions: Assumptions): PlainObject {
  const spec = object.spec as PlainObject;
  const wanted = service.type === 'NodePort' || (service.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
  if (!wanted) return object;
  const serviceName = `${service.namespace}/${service.name}`;
  // Ports that differ in their protocol alone share a NodePort (upstream: pkg/registry/core/service, initNodePorts).
  const byNumber = new Map<number, number>();
  for (const { port, nodePort } of service.ports) if (nodePort !== 0 && !byNumber.has(port)) byNumber.set(port, nodePort);
  const ports = (spec.ports as PlainObject[]).map((port, i) => {
    const { name, protocol, port: number, nodePort: given } = service.ports[i];
    if (given !== 0) return port;
    const shared = byNumber.get(number);
    const isShared = shared !== undefined && allocator.reserve(`${serviceName}:${number}`, protocol, shared);
    const nodePort = isShared ? shared : allocator.allocate(serviceName, { name, port: number }, protocol);
    byNumber.set(number, nodePort);
    assumptions.add(`Service ${serviceName}`, `NodePort ${nodePort} for port ${name === '' ? number : name}`
      + `, allocated from ${allocator.range.first}-${allocator.range.last}`);
    return { ...port, nodePort };
  });
  return { ...object, spec: { ...spec, ports } };
}

/** The port of health checks comes from the range of NodePorts (upstream pkg/registry/core/service/storage/alloc.go, allocHealthCheckNodePort). */
function withHealthCheckPort(object: PlainObject, service: Service, allocator: NodePortAllocator, assumptions: Assumptions): PlainObject {
  if (!hasHealthChecks({ ...service }) || service.healthCheckNodePort !== 0) return object;
  const name = `${service.namespace}/${service.name}`;
  const healthCheckNodePort = allocator.allocate(`health checks of ${name}`, { name: '', port: 0 }, 'tcp');
  assumptions.add(`Service ${name}`, `NodePort ${healthCheckNodePort} for health checks, allocated from ${allocator.range.first}-${allocator.range.last}`);
  return { ...object, spec: { ...object.spec as PlainObject, healthCheckNodePort } };
}
