import { isIstioGateway, podsOfGateway } from './at-gateway';
import { clientOf } from './mesh-way';
import { RequestWay, WayStep } from './way';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { labelsOf } from '../../../cluster/mesh/waypoint';
import { ISTIO } from '../../../programs/istio/names';
import { ObjectName } from '../gateway/model';
import { deliver, Delivery } from '../mesh/deliver';
import { isRead, portOf } from '../mesh/destination';
import { MeshModel } from '../mesh/model';
import { Client } from '../mesh/pods';
import { Attributes } from '../mesh/policies/attributes';
import { MeshSource, ofWorkload } from '../mesh/source';
import { authenticationHop, authenticationsAt, hasToken, requestAttributes, throughWaypoint, unboundText, waypointClient, waypointStep } from '../mesh/waypoint';
import { HttpRequest, RequestAnswer } from '../request';

/**
 * The way of a request from a Gateway on into the mesh: where Services have a waypoint and say so, a gateway of Istio sends requests through
 * it, and otherwise to the pods, whose own policies count in any case.
 */
export function behindGateway(way: RequestWay, gateway: ObjectName, request: HttpRequest, model: MeshModel): RequestWay {
  const { answer } = way;
  if (answer.kind !== 'backends' || !model.hasIstio) return way;
  const inMesh = answer.backends.filter(({ backend }) => backend !== undefined && concernsMesh(backend, model));
  if (inMesh.length === 0) return way;
  const client = gatewayClient(gateway, model);
  const parts = answer.backends.map((share): Delivery => {
    if (share.backend === undefined) return { backends: [share], steps: [], notes: [], unknown: [] };
    return toBackend(client, share.backend, share.share, request, model);
  });
  const backends = parts.flatMap(part => part.backends);
  const unknown = [...new Set(parts.flatMap(part => part.unknown))];
  const [only] = backends;
  const delivered: RequestAnswer = backends.length === 1 && only.status !== undefined && only.why !== undefined
    ? { kind: 'response', status: only.status, why: only.why } : { ...answer, backends };
  const final: RequestAnswer = unknown.length === 0 ? delivered
    : { kind: 'undetermined', why: unknown.join('; '), possible: [delivered, { kind: 'response', status: 503, why: 'the pods do not take it' }] };
  return {
    ...way,
    answer: final,
    steps: [...way.steps, ...parts.flatMap(part => part.steps)],
    backends: final.kind === 'backends' ? backends : [],
    notes: [...way.notes, ...new Set(parts.flatMap(part => part.notes))],
  };
}

function serviceOf(backend: string, { mesh }: MeshModel): { readonly service: MeshObject; readonly port: number } | undefined {
  const [, namespace, name, port] = /^([^/]*)\/(.*):(\d+)$/.exec(backend) ?? [];
  const service = mesh.service(namespace, name);
  return service && { service, port: Number(port) };
}

/** Whether a Service has a waypoint, or pods that have a proxy of the mesh. */
function concernsMesh(backend: string, model: MeshModel): boolean {
  const { mesh } = model;
  const found = serviceOf(backend, model);
  if (!found) return false;
  const { service } = found;
  return mesh.waypointOfService(service) !== undefined || mesh.isAmbient(service.namespace ?? 'default')
    || mesh.workloadsOf(service).some(({ isCaptured, isInjected }) => isCaptured || isInjected);
}

/** Whoever runs a Gateway: Istio by itself, and others in pods that may have the label of it. */
function gatewayClient(gateway: ObjectName, model: MeshModel): Client & { readonly isIstio: boolean } {
  const { namespace, name } = gateway;
  const { mesh } = model;
  const description = `Gateway ${namespace}/${name}`;
  if (isIstioGateway(gateway, model)) {
    const { labels, serviceAccount } = podsOfGateway(gateway);
    const identity = { namespace, serviceAccount };
    const source: MeshSource = { kind: 'gateway', description, namespace, labels, identity, isOutside: false, step: { kind: 'source', text: '' } };
    return { ...clientOf(source), isIstio: true };
  }
  const workload = mesh.workloads.find(each => each.workload.namespace === namespace && each.workload.podLabels['gateway.networking.k8s.io/gateway-name'] === name);
  const source: MeshSource = workload ? ofWorkload(workload, description, model)
    : { kind: 'unknown', description: `the pods of ${description}`, identity: undefined, isOutside: false, step: { kind: 'source', text: '' } };
  return { ...clientOf(source), isIstio: false };
}

function toBackend(client: Client & { readonly isIstio: boolean }, backend: string, share: number, request: HttpRequest, model: MeshModel): Delivery {
  const { mesh } = model;
  const { service, port } = serviceOf(backend, model) ?? {};
  if (!service) return { backends: [{ backend, share }], steps: [], notes: [], unknown: [] };
  const use = mesh.waypointOfService(service);
  const read = requestAttributes(request, port!, false);
  if (!use?.waypoint || !use.isBound || !client.isIstio || !isAsked(service, model)) {
    const direct = deliver(client, [{ backend, share }], read, model);
    const notes = use === undefined ? [] : [use.isBound && use.waypoint
      ? `${describeReference(use.waypoint)} is not used, nor are its policies and routes: ${client.isIstio ? `Service ${backend.split(':')[0]} and its Namespace do not have the label ${ISTIO.ingressUseWaypoint}: "true"` : 'a gateway that is not Istio\'s does not know waypoints, unless it is in ambient mode'}`
      : unboundText(use, 'service', service.namespace ?? 'default', model)];
    return { ...direct, notes: [...direct.notes, ...notes] };
  }
  const { waypoint } = use;
  const step: WayStep = waypointStep(use, waypoint, service.namespace ?? 'default');
  const target = { group: '', kind: 'Service', namespace: service.namespace ?? 'default', name: service.name };
  const authentications = authenticationsAt(waypoint, target, model);
  const isGiven = hasToken(authentications, request);
  const spec = portOf(service, port!);
  const attributes: Attributes = {
    identity: client.identity, destinationPort: port, serverName: '', ...spec && isRead(spec, 'http') && { request: { ...read, hasToken: isGiven } },
  };
  const hop = throughWaypoint(client, waypoint, target, attributes, model);
  const checked = authentications.length > 0 ? [authenticationHop(authentications, isGiven)] : [];
  const steps = [step, ...hop.steps, ...checked.flatMap(each => each.steps)];
  if (hop.passes === false) return { backends: [{ share, status: hop.status ?? 503, why: hop.why }], steps, notes: hop.notes, unknown: [] };
  const onwards = deliver(waypointClient(waypoint), [{ backend, share }], attributes.request, model);
  const unknown = [hop, ...checked].filter(({ passes }) => passes === undefined).map(({ why }) => why);
  const hasRoutes = model.routes.routes.some(({ parents }) => parents.some(parent => parent.kind === 'Service' && parent.name === service.name && parent.namespace === service.namespace));
  const notes = hasRoutes ? [`routes for Service ${backend.split(':')[0]} apply at ${describeReference(waypoint)} as well: ask for the request inside of the cluster to see them`] : [];
  return {
    backends: onwards.backends,
    steps: [...steps, ...onwards.steps],
    notes: [...hop.notes, ...onwards.notes, ...notes],
    unknown: [...unknown, ...onwards.unknown],
  };
}

/** From 1.25 the label may be on the Namespace; that of the Service comes first: `ingressUseWaypointFromLabels`. */
function isAsked({ object, namespace = 'default' }: MeshObject, model: MeshModel): boolean {
  const ofNamespace = model.has('1.25') ? model.mesh.namespace(namespace).labels[ISTIO.ingressUseWaypoint] : undefined;
  const value = labelsOf(object)[ISTIO.ingressUseWaypoint] ?? ofNamespace;
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value);
}
