import { toHttpRoute } from './http-route';
import { planPolicies, PlannedPolicies } from './policies';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { describeReference } from '../../cluster/inventory/object-reference';
import { Mesh, MeshWorkload, specOf } from '../../cluster/mesh/mesh';
import { MeshObject } from '../../cluster/mesh/mesh-objects';
import { ServiceName } from '../../cluster/mesh/routes';

/** What one namespace needs to get from sidecars to ambient mode. */
export interface NamespacePlan {
  readonly name: string;
  /** The labels that give its pods sidecars. */
  readonly injectionLabels: readonly string[];
  readonly workloads: readonly MeshWorkload[];
  readonly needsWaypoint: boolean;
  readonly policies: PlannedPolicies;
  /** Services that take the place of subsets. */
  readonly services: readonly PlainObject[];
  readonly routes: readonly PlainObject[];
  /** VirtualServices whose route takes their place. */
  readonly replaced: readonly MeshObject[];
  /** What has no counterpart, each in a sentence without a full stop. */
  readonly lacking: readonly string[];
  /** What is different afterwards. */
  readonly notes: readonly string[];
}

/** The namespaces whose pods have sidecars, in the order of their names. */
export function planNamespaces(mesh: Mesh): NamespacePlan[] {
  const names = new Set([
    ...[...mesh.namespaces.values()].filter(({ isInjected }) => isInjected).map(({ name }) => name),
    ...mesh.workloads.filter(({ isInjected }) => isInjected).map(({ workload }) => workload.namespace),
  ]);
  names.delete(mesh.rootNamespace);
  return [...names].sort().map(name => planNamespace(mesh, name));
}

function planNamespace(mesh: Mesh, name: string): NamespacePlan {
  const own = (kind: string, group = 'networking.istio.io'): MeshObject[] => mesh.ofKind(group, kind).filter(each => each.namespace === name);
  const policies = planPolicies(mesh, name);
  const services = new Map<string, PlainObject>();
  const subsetService = (service: ServiceName, subset: string): string | undefined => {
    const made = serviceOfSubset(mesh, service, subset);
    if (made) services.set(String((made.metadata as PlainObject).name), made);
    return made && String((made.metadata as PlainObject).name);
  };
  const virtualServices = own('VirtualService').map(object => ({ object, ...toHttpRoute(object, subsetService) }));
  const rules = own('DestinationRule').filter(each => specOf(each).trafficPolicy !== undefined);
  const lacking = [
    ...virtualServices.filter(({ route }) => !route).map(({ object, lacking: fields }) => `${describeReference(object)} has what an HTTPRoute does not: ${fields.join('; ')}. It stays, and the waypoint applies it as alpha`),
    ...own('EnvoyFilter').map(each => `${describeReference(each)} changes sidecars, which are gone afterwards; waypoints take EnvoyFilters with targetRefs, to a limited extent`),
    ...own('WasmPlugin', 'extensions.istio.io').map(each => `${describeReference(each)} needs targetRefs with the waypoint`),
    ...own('Sidecar').map(each => `${describeReference(each)} has no effect without sidecars; what it restricts is not restricted any more`),
    ...own('Telemetry', 'telemetry.istio.io').filter(each => specOf(each).selector !== undefined).map(each => `${describeReference(each)} needs targetRefs with the waypoint`),
    ...policies.open,
  ];
  const notes = [
    ...virtualServices.flatMap(({ object, notes: own1, route }) => route ? own1.map(note => `${describeReference(object)}: ${note}`) : []),
    ...rules.map(each => `${describeReference(each)}: its trafficPolicy is applied by the waypoint, and not by ztunnel`),
    ...own('PeerAuthentication', 'security.istio.io').filter(each => JSON.stringify(specOf(each)).includes('"DISABLE"'))
      .map(each => `${describeReference(each)}: DISABLE counts as PERMISSIVE, and mutual TLS is used in the mesh all the same`),
  ];
  return {
    name,
    injectionLabels: ['istio-injection', 'istio.io/rev'].filter(label => mesh.namespace(name).labels[label] !== undefined),
    workloads: mesh.workloads.filter(({ workload, isInjected }) => workload.namespace === name && isInjected),
    needsWaypoint: policies.atWaypoint.length > 0 || virtualServices.length > 0 || rules.length > 0,
    policies,
    services: [...services.values()],
    routes: virtualServices.flatMap(({ route }) => route ? [route] : []),
    replaced: virtualServices.flatMap(({ object, route }) => route ? [object] : []),
    lacking,
    notes,
  };
}

/** A Service for the pods of one subset; undefined where no DestinationRule has it, or the Service is not in the input. */
function serviceOfSubset(mesh: Mesh, { namespace, name }: ServiceName, subset: string): PlainObject | undefined {
  const service = mesh.service(namespace, name);
  const labels = mesh.ofKind('networking.istio.io', 'DestinationRule').filter(each => each.namespace === namespace && String(specOf(each).host).split('.')[0] === name)
    .flatMap(each => Array.isArray(specOf(each).subsets) ? (specOf(each).subsets as readonly unknown[]).filter(isPlainObject) : [])
    .find(each => each.name === subset)?.labels;
  if (!service || !isPlainObject(labels)) return undefined;
  const { selector, ports } = specOf(service);
  const ownPorts = Array.isArray(ports) ? ports.filter(isPlainObject).map(({ nodePort: _, ...port }) => port) : [];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${name}-${subset}`, namespace },
    spec: { selector: { ...isPlainObject(selector) ? selector : {}, ...labels }, ports: ownPorts },
  };
}
