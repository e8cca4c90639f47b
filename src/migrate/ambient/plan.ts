import { toHttpRoute } from './http-route';
import { planPolicies, PlannedPolicies } from './policies';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { describeReference } from '../../cluster/inventory/object-reference';
import { Mesh, MeshWorkload, specOf } from '../../cluster/mesh/mesh';
import { MeshObject } from '../../cluster/mesh/mesh-objects';
import { ServiceName } from '../../cluster/mesh/routes';
import { ISTIO } from '../../programs/istio/names';

/** What one namespace needs to get from sidecars to ambient mode. */
export interface NamespacePlan {
  readonly name: string;
  /** The labels that give its pods sidecars. */
  readonly injectionLabels: readonly string[];
  readonly workloads: readonly MeshWorkload[];
  /** Those that ask for no sidecar, and would come into the mesh with the label of the namespace. */
  readonly keptOut: readonly MeshWorkload[];
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
  const virtualServices = own('VirtualService').map(object => {
    // Services of a route that is not written would be for nothing.
    const made: SubsetObjects[] = [];
    const ofSubset = (service: ServiceName, subset: string): string | undefined => {
      const objects = subsetObjects(mesh, service, subset);
      if (objects) made.push(objects);
      return objects?.name;
    };
    return { object, made, ...toHttpRoute(object, { ofSubset, onlyPort: service => onlyPort(mesh, service) }) };
  });
  const subsets = new Map(virtualServices.filter(({ route }) => route).flatMap(({ made }) => made).map(each => [`${each.namespace}/${each.name}`, each]));
  const policies = planPolicies(mesh, name, [...subsets.values()].filter(({ namespace }) => namespace === name));
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
    keptOut: keptOut(mesh, name),
    needsWaypoint: policies.atWaypoint.length > 0 || virtualServices.length > 0 || rules.length > 0,
    policies,
    services: [...subsets.values()].flatMap(({ objects }) => objects),
    routes: virtualServices.flatMap(({ route }) => route ? [route] : []),
    replaced: virtualServices.flatMap(({ object, route }) => route ? [object] : []),
    lacking,
    notes,
  };
}

/** What takes the place of a subset. */
interface SubsetObjects {
  readonly name: string;
  /** The Service that has the subset. */
  readonly of: string;
  readonly namespace: string;
  /** A Service, and a DestinationRule where one has a trafficPolicy for the subset; none where the input has such a Service. */
  readonly objects: readonly PlainObject[];
}

/** A Service for the pods of one subset; undefined where no DestinationRule has it, or the Service is not in the input, or another one has its name. */
function subsetObjects(mesh: Mesh, { namespace, name: of }: ServiceName, subset: string): SubsetObjects | undefined {
  const service = mesh.service(namespace, of);
  const rules = mesh.ofKind('networking.istio.io', 'DestinationRule').filter(each => each.namespace === namespace && String(specOf(each).host).split('.')[0] === of);
  const found = rules.flatMap(rule => {
    const { subsets, trafficPolicy } = specOf(rule);
    return (Array.isArray(subsets) ? subsets.filter(isPlainObject) : []).map(own => ({ own, trafficPolicy }));
  }).find(({ own }) => own.name === subset);
  if (!service || !found || !isPlainObject(found.own.labels)) return undefined;
  const name = `${of}-${subset}`;
  const { selector, ports } = specOf(service);
  const ownSelector = { ...isPlainObject(selector) ? selector : {}, ...found.own.labels };
  const ownPorts = Array.isArray(ports) ? ports.filter(isPlainObject).map(({ nodePort: _, ...port }) => port) : [];
  const existing = mesh.service(namespace, name);
  if (existing && !isSelector(specOf(existing).selector, ownSelector)) return undefined;
  // What a subset sets comes before what its rule sets for all.
  const trafficPolicy = {
    ...isPlainObject(found.trafficPolicy) ? found.trafficPolicy : {},
    ...isPlainObject(found.own.trafficPolicy) ? found.own.trafficPolicy : {},
  };
  return {
    name,
    of,
    namespace,
    objects: [
      ...existing ? [] : [{ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: ownSelector, ports: ownPorts } }],
      ...Object.keys(trafficPolicy).length > 0
        ? [{ apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name, namespace }, spec: { host: `${name}.${namespace}.svc.cluster.local`, trafficPolicy } }] : [],
    ],
  };
}

function isSelector(selector: unknown, wanted: PlainObject): boolean {
  return isPlainObject(selector) && Object.keys(selector).length === Object.keys(wanted).length
    && Object.entries(wanted).every(([label, value]) => selector[label] === value);
}

function onlyPort(mesh: Mesh, { namespace, name }: ServiceName): number | undefined {
  const service = mesh.service(namespace, name);
  const ports = service && specOf(service).ports;
  const [only, ...others] = Array.isArray(ports) ? ports.filter(isPlainObject) : [];
  return only && others.length === 0 && typeof only.port === 'number' ? only.port : undefined;
}

/** Pods that keep out of the mesh with a label of sidecars, which ambient mode does not ask for. */
function keptOut(mesh: Mesh, name: string): MeshWorkload[] {
  return mesh.workloads.filter(({ workload, isInjected }) => workload.namespace === name && !isInjected && !workload.hostNetwork
    && workload.podLabels[ISTIO.dataplaneMode] === undefined
    && [workload.podLabels[ISTIO.injectPod], workload.podAnnotations[ISTIO.injectPod]].includes('false'));
}
