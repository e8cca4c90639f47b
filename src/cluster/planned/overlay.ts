import { SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';

/** An object and where it comes from. */
export interface SourcedObject {
  readonly object: PlainObject;
  readonly source?: SourceLocation;
}

/** What a cluster will hold once desired objects are applied to it. */
export interface Overlay {
  /** The desired objects; Services keep what the cluster has given them already. */
  readonly desired: readonly SourcedObject[];
  /** The cluster's objects that no desired one replaces. */
  readonly live: readonly SourcedObject[];
}

/** Lays desired objects over those that a cluster has, as `kubectl apply` would: an object replaces that of its kind and name. */
export function overlay(desired: readonly SourcedObject[], live: Iterable<SourcedObject>): Overlay {
  const keys = new Set(desired.map(({ object }) => keyOf(object)));
  const kept: SourcedObject[] = [];
  const replacedServices = new Map<string, PlainObject>();
  for (const entry of live) {
    const key = keyOf(entry.object);
    if (!keys.has(key)) kept.push(entry);
    else if (isService(entry.object)) replacedServices.set(key, entry.object);
  }
  return { desired: desired.map(entry => withAdopted(entry, replacedServices.get(keyOf(entry.object)))), live: kept };
}

function withAdopted(entry: SourcedObject, replaced: PlainObject | undefined): SourcedObject {
  return replaced ? { ...entry, object: adopt(entry.object, replaced) } : entry;
}

function isService({ apiVersion, kind }: PlainObject): boolean {
  return apiVersion === 'v1' && kind === 'Service';
}

/** Names are compared as they stand: an object without a namespace lands in `default`. Versions of a group don't matter. */
function keyOf({ apiVersion, kind, metadata }: PlainObject): string {
  const { name, namespace } = isPlainObject(metadata) ? metadata : {} as PlainObject;
  const group = typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return JSON.stringify([group, kind, namespace ?? 'default', name]);
}

/** A Service with the ClusterIPs, NodePorts and load balancer of the one that is there, as far as it does not choose its own. */
function adopt(desired: PlainObject, live: PlainObject): PlainObject {
  const spec = isPlainObject(desired.spec) ? desired.spec : {};
  const liveSpec = isPlainObject(live.spec) ? live.spec : {};
  const choosesAddress = Boolean(spec.clusterIP) || Boolean(spec.clusterIPs) || spec.type === 'ExternalName';
  const addresses = choosesAddress ? {} : addressesOf(liveSpec, spec.ipFamilyPolicy === 'SingleStack');
  const keepsNodePorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  const ports = keepsNodePorts && Array.isArray(spec.ports) ? { ports: withNodePorts(spec.ports, liveSpec.ports) } : {};
  const status = spec.type === 'LoadBalancer' ? pick(live, ['status']) : {};
  const healthCheck = hasHealthChecks(spec) && hasHealthChecks(liveSpec) && !spec.healthCheckNodePort ? pick(liveSpec, ['healthCheckNodePort']) : {};
  return { ...desired, ...status, spec: { ...spec, ...addresses, ...pick(spec, ['ipFamilies', 'ipFamilyPolicy']), ...ports, ...healthCheck } };
}

/** Whether load balancers ask for the Service on a port of its own (upstream pkg/apis/core/service/helpers.go, NeedsHealthCheck). */
function hasHealthChecks({ type, externalTrafficPolicy }: PlainObject): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** The addresses that a Service keeps; it gives its second one up when it becomes single-stack. */
function addressesOf(liveSpec: PlainObject, singleStack: boolean): PlainObject {
  const addresses = pick(liveSpec, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']);
  if (!singleStack) return addresses;
  return Object.fromEntries(Object.entries(addresses).map(([field, value]) => [field, Array.isArray(value) ? value.slice(0, 1) as unknown : value]));
}

function withNodePorts(ports: readonly unknown[], livePorts: unknown): unknown[] {
  const candidates = Array.isArray(livePorts) ? livePorts.filter(isPlainObject) : [];
  return ports.map(port => {
    if (!isPlainObject(port) || port.nodePort) return port;
    const protocol = port.protocol ?? 'TCP';
    const same = candidates.find(candidate => candidate.port === port.port && (candidate.protocol ?? 'TCP') === protocol);
    return same?.nodePort ? { ...port, nodePort: same.nodePort } : port;
  });
}

function pick(object: PlainObject, fields: readonly string[]): PlainObject {
  return Object.fromEntries(fields.filter(field => object[field] !== undefined).map(field => [field, object[field]]));
}
