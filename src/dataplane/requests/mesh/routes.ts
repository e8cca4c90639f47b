import { MeshModel } from './model';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { isSame, servicesOfVirtualService, ServiceName } from '../../../cluster/mesh/routes';
import { Waypoint } from '../../../cluster/mesh/waypoint';
import { Choice, choose, isPossible, Verdict, verdictsOf } from '../gateway/choose';
import { RegexDialect } from '../gateway/dialects';
import { isGrpc } from '../gateway/grpc';
import { Listener, ParentReference, Route, RouteKind } from '../gateway/model';
import { Candidate, candidatesOf, compareCandidates } from '../gateway/precedence';
import { HttpRequest } from '../request';

/** The routes of a mesh for a Service, and what else is for it. */
export interface MeshRoutes {
  /** Whether there are any; without, requests go to the Service itself. */
  readonly hasRoutes: boolean;
  readonly choice?: Choice;
  readonly virtualServices: readonly MeshObject[];
  readonly notes: readonly string[];
}

const KINDS: readonly RouteKind[] = ['HTTPRoute', 'GRPCRoute'];

/** Whether a route is for a Service and its port: its parents are of that kind. */
export function isForService(route: Route, { namespace, name }: ServiceName, port: number | undefined): boolean {
  return serviceParents(route).some(parent => parent.name === name && parent.namespace === namespace
    && (parent.port === undefined || port === undefined || parent.port === port));
}

/** The parents of a route that are Services: it is one of a mesh for them. */
export function serviceParents({ parents }: Route): ParentReference[] {
  return parents.filter(({ kind, group }) => kind === 'Service' && (group === '' || group === 'core'));
}

/**
 * The routes that decide at a waypoint: those of the namespace of the Service, and those of the waypoint's own; hosts of routes do not
 * matter in a mesh. Source: `getVirtualServiceForWaypoint` of pilot/pkg/networking/core/listener_waypoint.go.
 */
export function routesAtWaypoint(
  service: ServiceName, waypoint: Waypoint, port: number, request: HttpRequest, model: MeshModel, regex: RegexDialect,
): MeshRoutes {
  const isHeard = (namespace: string): boolean => namespace === service.namespace || namespace === waypoint.namespace;
  const all = model.routes.routes.filter(route => KINDS.includes(route.kind) && isForService(route, service, port));
  const virtualServices = model.virtualServices.filter(each => isHeard(each.namespace ?? 'default') && servicesOfVirtualService(each).some(name => isSame(name, service)));
  const stray = all.filter(({ namespace }) => !isHeard(namespace));
  return {
    ...chosen(all.filter(({ namespace }) => isHeard(namespace)), service, port, request, model, regex),
    virtualServices,
    notes: stray.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name} is a route of clients in its namespace; a waypoint does not use it`),
  };
}

/**
 * The routes that a mesh uses for a client where nothing more is known of it: those of the client's namespace before those of the Service's.
 * Source: GEP-1426 of Gateway API.
 */
export function routesForClient(
  service: ServiceName, client: string | undefined, port: number, request: HttpRequest, model: MeshModel, regex: RegexDialect,
): MeshRoutes {
  const all = model.routes.routes.filter(route => KINDS.includes(route.kind) && isForService(route, service, port));
  const own = client === service.namespace ? [] : all.filter(({ namespace }) => namespace === client);
  const ofService = all.filter(({ namespace }) => namespace === service.namespace);
  const notes = client === undefined && all.some(({ namespace }) => namespace !== service.namespace)
    ? ['routes of the namespaces of clients come first for them; without --from, none of these is used'] : [];
  const virtualServices = model.virtualServices.filter(each => servicesOfVirtualService(each).some(name => isSame(name, service)));
  return { ...chosen(own.length > 0 ? own : ofService, service, port, request, model, regex, false), virtualServices, notes };
}

function chosen(
  routes: readonly Route[], service: ServiceName, port: number, request: HttpRequest, model: MeshModel, regex: RegexDialect, isIstio = true,
): Pick<MeshRoutes, 'hasRoutes' | 'choice'> {
  if (routes.length === 0) return { hasRoutes: false };
  const kinds: readonly RouteKind[] = isGrpc(request) ? ['GRPCRoute', 'HTTPRoute'] : ['HTTPRoute'];
  const byKind = kinds.map(kind => verdicts(routes.filter(route => route.kind === kind), service, port, request, regex, isIstio));
  return { hasRoutes: true, choice: choose(byKind.find(each => each.some(isPossible)) ?? [], request, model.routes, isIstio) };
}

function verdicts(
  routes: readonly Route[], service: ServiceName, port: number, request: HttpRequest, regex: RegexDialect, isIstio: boolean,
): Verdict[] {
  const listener = serviceListener(service, port);
  const candidates = routes.flatMap(route => candidatesOf({ listener, route, hostnames: [''] }, ''));
  return verdictsOf(candidates.sort(isIstio ? compareForIstio : compareCandidates), request, regex);
}

/** The Service as what a route is attached to. */
export function serviceListener({ namespace, name }: ServiceName, port: number): Listener {
  const gateway = { kind: 'Service', namespace, name };
  return {
    owner: { kind: 'Gateway', namespace, name }, gateway, name: '', port, protocol: 'HTTP', hostname: '', certificates: [], allowedNamespaces: { from: 'All' }, allowedKinds: KINDS,
  };
}

/** Istio puts regular expressions behind other paths, longer ones first: `sortHTTPRoutes` of pilot/pkg/config/kube/gateway/conversion.go. */
function compareForIstio(a: Candidate, b: Candidate): number {
  const length = ({ match: { path } }: Candidate): number => path?.type === 'RegularExpression' ? String(path.value).length : -1;
  const [one, other] = [length(a), length(b)];
  return one >= 0 && other >= 0 && one !== other ? other - one : compareCandidates(a, b);
}
