import { IngressModel } from './ingress-model';
import { canaryText, decidingAnnotations, ingressName, locationText } from './ingress-text';
import { RequestModel } from './request-model';
import { SourceLocation } from '../../../base/errors';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { percent } from '../../explain/phrases';
import { isOfConnections, sharesOf } from '../gateway/answer';
import { attach, Attachment, gatewayParents } from '../gateway/attachment';
import { filterText } from '../gateway/filter-text';
import { fieldOf, listenerText, matchText } from '../gateway/match-text';
import { GatewayModel, gatewaysOf, Listener, nameOf, Route, RouteKind } from '../gateway/model';
import { allInOrder, Candidate } from '../gateway/precedence';
import { settingTexts } from '../gateway/rule-text';
import { unservedListeners } from '../gateway/served-listeners';
import { shadowedMatches } from '../gateway/shadowed';
import { CATCH_ALL } from '../ingress-nginx/build';
import { canaryWeight } from '../ingress-nginx/canary';
import { certificateOf, isSentToHttps } from '../ingress-nginx/evaluate';
import { backendOf, Location, upstreamName } from '../ingress-nginx/model';
import { protectionsOf } from '../ingress-nginx/protections';
import { serviceListener, serviceParents } from '../mesh/routes';
import { BackendShare, failureText } from '../request';

/** What becomes of the requests that a rule takes. */
export interface RouteRow {
  /** `Gateway gateways/public`, `ingress-nginx` */
  readonly through: string;
  /** Where requests come in: `https: HTTPS on port 443, hostname *.example.com` */
  readonly entry: string;
  /** Empty for every host. */
  readonly hostname: string;
  /** `PathPrefix /cart, header x-canary: always` */
  readonly match: string;
  /** The Services that get the requests; none where it answers in another way. */
  readonly backends: readonly BackendShare[];
  /** What else is done: `redirect with 301, scheme https`. */
  readonly actions: readonly string[];
  /** The object that has the rule, and the field. */
  readonly object: string;
  readonly field: string;
  /** The namespace of the object. */
  readonly namespace: string;
  readonly source?: SourceLocation;
  /** Whether a rule before it takes all of its requests. */
  readonly isNeverReached: boolean;
}

/** All rules that take requests: those of Gateways, of a mesh and of Ingresses. */
export function routeRows({ gateways, ingresses }: RequestModel): RouteRow[] {
  return [...gatewayRows(gateways), ...meshRows(gateways), ...ingresses.flatMap(ingressRows)];
}

/** The rules of routes by Gateway, listener and hostname, in the order in which they are considered. */
function gatewayRows(model: GatewayModel): RouteRow[] {
  const attachments = model.routes.flatMap(route => gatewayParents(route).flatMap(parent => attach(route, parent, model).attachments));
  const shadowed = new Set(shadowedMatches(attachments).map(({ candidate }) => keyOf(candidate)));
  const unserved = unservedListeners(model);
  return gatewaysOf(model).flatMap(gateway => model.listeners.filter(listener => nameOf(listener.gateway) === nameOf(gateway))
    .flatMap(listener => listenerRows(listener, attachments.filter(each => each.listener === listener), model, shadowed)
      .map(row => (unserved.has(listener) ? { ...row, entry: `${row.entry}; not served: ${unserved.get(listener)!}` } : row))));
}

const KINDS: readonly RouteKind[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

function listenerRows(listener: Listener, attachments: readonly Attachment[], model: GatewayModel, shadowed: ReadonlySet<string>): RouteRow[] {
  return KINDS.flatMap(kind => allInOrder(attachments.filter(({ route }) => route.kind === kind))).map((candidate): RouteRow => {
    const { attachment: { route }, hostname, ruleIndex, match } = candidate;
    const { filters = [], backendRefs = [] } = route.rules[ruleIndex];
    const backends = sharesOf(backendRefs, route, model);
    return {
      through: describeReference(listener.gateway),
      entry: listenerText(listener),
      hostname,
      match: isOfConnections(route.kind) ? 'every connection' : matchText(match),
      backends,
      actions: [...filters.map(filterText), ...settingTexts(route.rules[ruleIndex]), ...backends.length === 0 && filters.length === 0 ? ['500: the rule has no backends'] : []],
      object: describeReference(route),
      field: fieldOf(candidate),
      namespace: route.namespace,
      ...route.source && { source: route.source },
      isNeverReached: shadowed.has(keyOf(candidate)),
    };
  });
}

/** The rules of routes of a mesh, by the Services that they are for and the namespaces whose clients have them, in the order in which they are considered. */
function meshRows(model: GatewayModel): RouteRow[] {
  const places = new Map<string, { readonly listener: Listener; readonly entry: string; readonly routes: Route[] }>();
  for (const route of model.routes) {
    for (const parent of serviceParents(route)) {
      const whose = route.namespace === parent.namespace ? '' : `, for clients of Namespace ${route.namespace}`;
      const entry = `Service ${nameOf(parent)}${parent.port === undefined ? '' : `, port ${parent.port}`}${whose}`;
      const place = places.get(entry) ?? { listener: serviceListener(parent, parent.port ?? 0), entry, routes: [] };
      places.set(entry, place);
      if (!place.routes.includes(route)) place.routes.push(route);
    }
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, { listener, entry, routes }]) => {
    const attachments = routes.map((route): Attachment => ({ listener, route, hostnames: [''] }));
    const shadowed = new Set(shadowedMatches(attachments).map(({ candidate }) => keyOf(candidate)));
    return listenerRows(listener, attachments, model, shadowed).map(row => ({ ...row, through: 'Mesh', entry }));
  });
}

function keyOf({ attachment: { route }, ruleIndex, matchIndex }: Candidate): string {
  return `${describeReference(route)} ${ruleIndex} ${matchIndex}`;
}

/** `90 % Service shop/cart:80, 10 % answered with 500` */
export function backendsText(backends: readonly BackendShare[]): string {
  return backends.map(({ backend, share, ...failure }) => {
    const what = failureText(failure) ?? `Service ${backend}`;
    return backends.length === 1 ? what : `${percent(share)} ${what}`;
  }).join(', ');
}

/** The locations of the controller's servers, in the order in which it writes them; nginx takes the longest prefix. */
export function ingressRows({ through, configuration }: IngressModel): RouteRow[] {
  const isUsed = ({ isDefault, backend }: Location): boolean => !isDefault || backend !== undefined;
  return [...configuration.servers.values()].flatMap(server => server.locations.filter(isUsed)
    .map((location): RouteRow => {
      const { ingress, backend } = location;
      const canary = backend && configuration.canaries.get(upstreamName(backend));
      const { weight, total } = canary ? canaryWeight(canary.ingress) : { weight: 0, total: 1 };
      const annotations = decidingAnnotations(ingress, configuration);
      const redirect = annotations.some(text => /^(temporal|permanent)-redirect:/.test(text));
      const hasCertificate = certificateOf(configuration, server.host) !== undefined;
      return {
        through,
        entry: '',
        hostname: server.host === CATCH_ALL ? '' : server.host,
        match: locationText(location, server),
        backends: backend === undefined || redirect ? [] : [
          ...weight < total ? [{ backend: backendOf(backend), share: 1 - weight / total }] : [],
          ...canary && weight > 0 ? [{ backend: backendOf(canary.upstream), share: weight / total }] : [],
        ],
        actions: [
          ...isSentToHttps(location, { scheme: 'http' }, hasCertificate, configuration) ? ['over HTTP: redirect to HTTPS'] : [],
          ...annotations,
          ...protectionsOf(ingress, server, configuration.settings).map(what => `protected by ${what}`),
          ...canary ? [`canary ${canaryText(canary)}`] : [],
        ],
        object: ingress ? ingressName(ingress) : '',
        field: `path ${location.path}`,
        namespace: ingress?.namespace ?? '',
        ...ingress?.source && { source: ingress.source },
        isNeverReached: false,
      };
    }));
}
