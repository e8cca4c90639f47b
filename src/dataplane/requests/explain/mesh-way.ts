import { forwardedSteps } from './forwarded';
import { backendNotes, filterSteps, ruleSteps, settingSteps } from './gateway-way';
import { ExplainedBackend, RequestWay, WayStep } from './way';
import { enumeration } from '../../../base/text/words';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { WaypointUse } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { Waypoint } from '../../../cluster/mesh/waypoint';
import { RegexDialect } from '../gateway/dialects';
import { deliver, toService, toWorkloads } from '../mesh/deliver';
import { Destination, destinationOf, isRead, portOf } from '../mesh/destination';
import { Hop } from '../mesh/hop';
import { MeshModel, PolicyTarget, targets } from '../mesh/model';
import { Client } from '../mesh/pods';
import { Attributes } from '../mesh/policies/attributes';
import { isForService, MeshRoutes, routesAtWaypoint, routesForClient } from '../mesh/routes';
import { MeshSource, readMeshSource } from '../mesh/source';
import { authenticationHop, authenticationsAt, hasToken, requestAttributes, throughWaypoint, unboundText, waypointClient, waypointStep } from '../mesh/waypoint';
import { AddressedRequest } from '../read-request';
import { HttpRequest, RequestAnswer } from '../request';

/** What a way is made of while it is followed. */
class Journey {
  private readonly steps: WayStep[] = [];
  private readonly notes: string[] = [];
  private readonly unknown: { readonly why: string; readonly otherwise: RequestAnswer }[] = [];

  constructor(public readonly model: MeshModel, public readonly addressed: AddressedRequest, public readonly regex: RegexDialect) {}

  public get request(): HttpRequest {
    return this.addressed.request;
  }

  public add(...steps: readonly WayStep[]): void {
    this.steps.push(...steps);
  }

  public note(...notes: readonly string[]): void {
    this.notes.push(...notes);
  }

  public noteIfOpen(note: string): void {
    if (this.unknown.length > 0) this.note(note);
  }

  public doubt(why: string, otherwise: RequestAnswer): void {
    this.unknown.push({ why, otherwise });
  }

  /** Takes in what happened on a part of the way; the answer where it ends there. */
  public take(hop: Hop): RequestAnswer | undefined {
    this.add(...hop.steps);
    this.note(...hop.notes);
    const refused: RequestAnswer = hop.status === undefined ? { kind: 'refused', why: hop.why } : { kind: 'response', status: hop.status, why: hop.why };
    if (hop.passes === false) return refused;
    if (hop.passes === undefined) this.doubt(hop.why, { kind: 'refused', why: 'a policy does not let it through' });
    return undefined;
  }

  public end(through: string, answer: RequestAnswer): RequestWay {
    const { unknown } = this;
    const possible = [answer, ...unknown.map(({ otherwise }) => otherwise)];
    const final: RequestAnswer = unknown.length === 0 ? answer
      : { kind: 'undetermined', why: [...new Set(unknown.map(({ why }) => why))].join('; '), possible: [...new Map(possible.map(each => [JSON.stringify(each), each])).values()] };
    const backends: readonly ExplainedBackend[] = final.kind === 'backends' ? final.backends : [];
    return { through, answer: final, steps: this.steps, backends, notes: [...new Set(this.notes)], knowsHost: true };
  }
}

/**
 * The way of a request to something inside of the cluster: through the proxies of a mesh, past policies of the network, and to pods.
 * Undefined where the host is nothing inside of the cluster, or nothing is to be said about it.
 *
 * @param from who sends the request, as the user names it
 */
export function meshWay(addressed: AddressedRequest, model: MeshModel, regex: RegexDialect, from?: string): RequestWay | undefined {
  const source = readMeshSource(from, model);
  const { request: { host }, port } = addressed;
  const destination = destinationOf(host, port, source.namespace, model);
  if (!destination) return undefined;
  const hasRoutes = destination.kind === 'service' && model.routes.routes.some(route => isForService(route, nameOf(destination.service), port));
  if (from === undefined && !model.hasIstio && !hasRoutes) return undefined;
  const journey = new Journey(model, addressed, regex);
  journey.add(source.step);
  if ('notes' in destination) journey.note(...destination.notes);
  const through = model.hasIstio ? 'Istio' : hasRoutes ? 'a mesh' : 'the network of the cluster';
  const answer = follow(source, destination, journey);
  if (from === undefined) journey.noteIfOpen('--from says who sends the request, which policies ask for');
  return journey.end(through, answer);
}

const nameOf = ({ namespace = 'default', name }: MeshObject): { readonly namespace: string; readonly name: string } => ({ namespace, name });

function follow(source: MeshSource, destination: Destination, journey: Journey): RequestAnswer {
  if (destination.kind === 'missing') return { kind: 'refused', why: `the name does not resolve: Service ${destination.name} is not in the input` };
  if (source.isOutside) return { kind: 'refused', why: 'names and addresses of the cluster are not known outside of it' };
  const use = waypointUse(destination, journey.model);
  const waypoint = usedWaypoint(source, destination, use, journey);
  if (source.kind === 'ambient') journey.add({ kind: 'ztunnel', text: `at the client: ${waypoint ? `into a tunnel to ${describeReference(waypoint)}` : 'on to the pods, in tunnels where they are in ambient mode'}` });
  return waypoint ? atWaypoint(source, waypoint, use!, destination, journey) : directly(source, destination, journey);
}

function waypointUse(destination: Exclude<Destination, { readonly kind: 'missing' }>, { mesh }: MeshModel): WaypointUse | undefined {
  switch (destination.kind) {
    case 'service': return mesh.waypointOfService(destination.service);
    case 'external': return mesh.waypointOfService(destination.entry);
    case 'pods': return destination.workloads.length > 0 ? mesh.waypointOfWorkload(destination.workloads[0]) : undefined;
  }
}

/** ztunnel alone sends requests to waypoints: of clients with a sidecar and of those outside of the mesh they go to the pods. */
function usedWaypoint(
  { kind, description }: MeshSource, destination: Destination, use: WaypointUse | undefined, journey: Journey,
): Waypoint | undefined {
  if (!use) return undefined;
  const isForPods = destination.kind === 'pods';
  const of = namespaceOf(destination);
  if (!use.isBound || !use.waypoint) {
    journey.note(unboundText(use, isForPods ? 'workload' : 'service', of, journey.model));
    return undefined;
  }
  const name = describeReference(use.waypoint);
  switch (kind) {
    case 'ambient': return use.waypoint;
    case 'unknown':
      journey.doubt(`whether ${description} is in ambient mode is not known, and with it whether the request goes through ${name}`, { kind: 'refused', why: `a policy at ${name} does not let it through` });
      return undefined;
    default:
      journey.note(`${name} is not used, nor are its policies and routes: ${kind === 'sidecar' ? 'sidecars go' : 'what is not in the mesh goes'} around waypoints`);
      return undefined;
  }
}

function namespaceOf(destination: Destination): string {
  switch (destination.kind) {
    case 'service': return destination.service.namespace ?? 'default';
    case 'external': return destination.entry.namespace ?? 'default';
    case 'pods': return destination.workloads.at(0)?.workload.namespace ?? destination.service?.namespace ?? 'default';
    case 'missing': return 'default';
  }
}

/** Who opens connections, as pods see it. */
export function clientOf({ description, namespace, labels, addresses, identity, kind, isOutside }: MeshSource): Client {
  const tunnels = { ambient: true, gateway: true, sidecar: undefined, unknown: undefined, plain: false }[kind];
  return { description, namespace, labels, addresses, identity, tunnels, hasSidecar: kind === 'sidecar' || kind === 'gateway', isOutside };
}

function atWaypoint(source: MeshSource, waypoint: Waypoint, use: WaypointUse, destination: Destination, journey: Journey): RequestAnswer {
  const { model, request, addressed: { port } } = journey;
  journey.add(waypointStep(use, waypoint, namespaceOf(destination)));
  if (waypoint.className !== 'istio-waypoint') journey.note(`${describeReference(waypoint)} is of the class ${waypoint.className}, which knows the routes of Gateway API alone`);
  const target = policyTarget(destination);
  const authentications = authenticationsAt(waypoint, target, model);
  const isGiven = hasToken(authentications, request);
  const spec = destination.kind === 'service' ? portOf(destination.service, port) : {};
  if (!spec) return { kind: 'refused', why: `Service ${destination.kind === 'service' ? describeName(destination.service) : ''} does not have port ${port}` };
  const read = requestAttributes(request, port, isGiven);
  const reads = isRead(spec, request.scheme);
  if (!reads) journey.note(`${describeReference(waypoint)} does not read requests at port ${port}${request.scheme === 'https' ? ', as they are in TLS' : ', as the port is not one of HTTP'}: conditions about requests do not apply, nor do routes of HTTP`);
  const attributes: Attributes = {
    identity: source.identity,
    sourceAddresses: source.addresses,
    destinationPort: port,
    serverName: request.scheme === 'https' ? request.host : '',
    ...reads && { request: read },
  };
  const refused = journey.take(throughWaypoint(clientOf(source), waypoint, target, attributes, model));
  if (refused) return refused;
  if (reads && authentications.length > 0) journey.take(authenticationHop(authentications, isGiven));
  const client = waypointClient(waypoint);
  if (destination.kind === 'external') return beyond(destination.entry, request);
  if (destination.kind !== 'service') {
    const hop = toWorkloads(client, destination.kind === 'pods' ? destination.workloads : [], port, undefined, reads ? read : undefined, model);
    return journey.take(asResponse(hop, reads)) ?? podsAnswer(destination, journey);
  }
  const routes = reads ? routesAtWaypoint(nameOf(destination.service), waypoint, port, request, model, journey.regex) : undefined;
  return routed(routes, destination.service, client, journey, reads ? read : undefined);
}

/** A proxy that has taken a request answers itself where it can't reach a pod. */
function asResponse(hop: Hop, reads: boolean): Hop {
  return hop.passes === false && reads ? { ...hop, status: 503 } : hop;
}

const describeName = ({ namespace = 'default', name }: MeshObject): string => `${namespace}/${name}`;

function policyTarget(destination: Destination): PolicyTarget | undefined {
  switch (destination.kind) {
    case 'service': return { group: '', kind: 'Service', ...nameOf(destination.service) };
    case 'external': return { group: 'networking.istio.io', kind: 'ServiceEntry', ...nameOf(destination.entry) };
    default: return undefined;
  }
}

function beyond({ namespace = 'default', name }: MeshObject, { host }: HttpRequest): RequestAnswer {
  return { kind: 'undetermined', why: `the request leaves the cluster for ${host}, by ServiceEntry ${namespace}/${name}`, possible: [] };
}

function directly(source: MeshSource, destination: Destination, journey: Journey): RequestAnswer {
  const { model, request, regex, addressed: { port } } = journey;
  const client = clientOf(source);
  const read = requestAttributes(request, port, false);
  switch (destination.kind) {
    case 'external': return beyond(destination.entry, request);
    case 'pods': return journey.take(toWorkloads(client, destination.workloads, port, destination.service, read, model)) ?? podsAnswer(destination, journey);
    case 'service': {
      // Sidecars, and meshes that are not Istio's, have the routes at the client.
      const usesRoutes = source.kind === 'sidecar' || !model.hasIstio;
      const spec = portOf(destination.service, port);
      const routes = usesRoutes && spec && isRead(spec, request.scheme)
        ? routesForClient(nameOf(destination.service), source.namespace, port, request, model, regex) : undefined;
      if (!routes) journey.note(...unusedNotes(destination.service, port, model));
      if (routes && (routes.hasRoutes || routes.virtualServices.length > 0)) return routed(routes, destination.service, client, journey, read);
      const backend = `${describeName(destination.service)}:${port}`;
      return journey.take(toService(client, destination.service, port, read, model))
        ?? { kind: 'backends', backends: [{ backend, share: 1 }], forwarded: unchanged(request), protections: [] };
    }
    case 'missing': return { kind: 'refused', why: 'the name does not resolve' };
  }
}

/** Without a waypoint, nobody reads what is for one. */
function unusedNotes(service: MeshObject, port: number, model: MeshModel): string[] {
  const target = { group: '', kind: 'Service', ...nameOf(service) };
  const routes = model.routes.routes.filter(route => isForService(route, nameOf(service), port)).map(describeReference);
  const policies = [...model.authorizationPolicies, ...model.requestAuthentications]
    .filter(policy => targets(policy, [target], model.mesh.rootNamespace)).map(describeReference);
  return [
    ...routes.length === 0 ? [] : [`${enumeration(routes)} ${routes.length === 1 ? 'has' : 'have'} no effect on this request: it does not go through a waypoint`],
    ...policies.length === 0 ? [] : [`nothing enforces ${enumeration(policies)}: the request does not go through a waypoint`],
  ];
}

function unchanged({ path, host }: HttpRequest): { readonly path: string; readonly host: string; readonly headers: readonly string[] } {
  return { path, host, headers: [] };
}

/** Pods that are reached by themselves, or by the name of a headless Service. */
function podsAnswer(destination: Destination, { request, addressed: { port } }: Journey): RequestAnswer {
  const { service } = destination as { readonly service?: MeshObject };
  const backend = service ? `${describeName(service)}:${port}` : undefined;
  if (backend !== undefined) return { kind: 'backends', backends: [{ backend, share: 1 }], forwarded: unchanged(request), protections: [] };
  return { kind: 'backends', backends: [{ pod: `${request.host}:${port}`, share: 1 }], forwarded: unchanged(request), protections: [] };
}

/** What routes make of a request, or the Service itself where there are none. */
function routed(routes: MeshRoutes | undefined, service: MeshObject, client: Client, journey: Journey, read: Attributes['request']): RequestAnswer {
  const { model, request, addressed: { port } } = journey;
  journey.note(...routes?.notes ?? []);
  const virtual = routes?.virtualServices.map(describeReference) ?? [];
  if (virtual.length > 0) {
    const why = routes!.hasRoutes ? `Service ${describeName(service)} has both ${enumeration(virtual)} and routes of Gateway API, and which of them applies is not defined`
      : `${enumeration(virtual)} decides, and VirtualServices are not evaluated`;
    return { kind: 'undetermined', why, possible: [] };
  }
  const { chosen, outranked = [], answer } = routes?.choice ?? {};
  if (chosen) {
    journey.add(...ruleSteps(chosen, { outranked }), ...filterSteps(chosen), ...settingSteps(chosen));
    journey.note(...backendNotes(chosen, model.routes));
  }
  if (answer && answer.kind !== 'backends') return answer;
  if (answer) journey.add(...forwardedSteps(request, answer));
  const shares = answer ? answer.backends : [{ backend: `${describeName(service)}:${port}`, share: 1 }];
  const { backends, steps, notes, unknown } = deliver(client, shares, read, model);
  journey.add(...steps);
  journey.note(...notes);
  for (const why of unknown) journey.doubt(why, { kind: 'response', status: 503, why: 'the pods do not take it' });
  const [only] = backends;
  if (backends.length === 1 && only.status === 503 && only.why !== undefined) return { kind: 'response', status: 503, why: only.why };
  return { kind: 'backends', backends, forwarded: answer ? answer.forwarded : unchanged(request), protections: answer ? answer.protections : [] };
}
