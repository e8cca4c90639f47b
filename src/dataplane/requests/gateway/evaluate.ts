import { answerOf, connectionAnswer } from './answer';
import { attach, gatewayParents } from './attachment';
import { choose, isPossible, Verdict, verdictsOf } from './choose';
import { RegexDialect } from './dialects';
import { isGrpc } from './grpc';
import { hostnameText } from './match-text';
import { GatewayModel, Listener, ObjectName, RouteKind } from './model';
import { Candidate, matches } from './precedence';
import { ListenerIndex, RouteIndex } from './route-index';
import { unservedListeners } from './served-listeners';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { HttpRequest, PORT_OF, RequestAnswer } from '../request';

/** The way of a request through a Gateway. */
export interface GatewayTrace {
  readonly answer: RequestAnswer;
  readonly listener?: Listener;
  /** The rule that answers. */
  readonly chosen?: Candidate;
  /** The rules that match as well, in their order. */
  readonly outranked: readonly Candidate[];
  /** Whether a route has the host, be it with a rule for the request or not. */
  readonly hasRoutes: boolean;
  /** Where implementations may do otherwise. */
  readonly notes: readonly string[];
  /** Whether rules for a more specific hostname come first, and do not match: many implementations go no further. */
  readonly fallsThrough?: boolean;
}

interface Covering {
  /** The most specific one first. */
  readonly listeners: readonly Listener[];
  /** Only the first one. */
  readonly first: readonly Listener[];
  /** Why others do not count. */
  readonly unserved: readonly string[];
}

/** What serves the protocols of requests. */
const PROTOCOLS: Readonly<Record<HttpRequest['scheme'], readonly string[]>> = { http: ['HTTP', 'TCP'], https: ['HTTPS', 'TLS', 'TCP'] };

/** Answers requests to one Gateway. */
export class GatewayEvaluator {
  private readonly listeners: ListenerIndex;
  private readonly routes: RouteIndex;
  private readonly unserved: ReadonlyMap<Listener, string>;

  private last?: { readonly gateway: unknown; readonly host: string; readonly port: number; readonly scheme: string; readonly listeners: Covering };

  /** @param hasNotes whether to look for what implementations may do otherwise, which takes time */
  constructor(private readonly model: GatewayModel, private readonly regex: RegexDialect, private readonly hasNotes = true) {
    this.listeners = new ListenerIndex(model.listeners);
    this.routes = new RouteIndex(model.routes.flatMap(route => gatewayParents(route).flatMap(parent => attach(route, parent, model).attachments)));
    this.unserved = unservedListeners(model);
  }

  /** What becomes of a request that comes to the Gateway, by the port of its scheme where none is given. */
  public evaluate(gateway: Pick<ObjectName, 'namespace' | 'name'>, request: HttpRequest, port = PORT_OF[request.scheme]): GatewayTrace {
    const covering = this.covering(gateway, request, port);
    const quick = this.hasNotes ? undefined : this.quickly(covering, request);
    if (quick) return quick;
    const { listeners, unserved } = covering;
    const [listener] = listeners as [Listener?];
    const nothing = { outranked: [], notes: unserved, hasRoutes: false };
    if (!listener) return { ...nothing, answer: noListener(request, port) };
    if (listener.protocol === 'TLS' || listener.protocol === 'TCP') return { ...nothing, ...this.connection(listener, request), listener };

    const kinds: readonly RouteKind[] = isGrpc(request) ? ['GRPCRoute', 'HTTPRoute'] : ['HTTPRoute'];
    const byKind = kinds.map(kind => this.verdicts([listener], request, kind));
    const verdicts = byKind.find(each => each.some(isPossible)) ?? [];
    const first = kinds.map(kind => this.routes.hostnameAt(listener, kind, request.host)).find(hostname => hostname !== undefined);
    const hasRoutes = first !== undefined;
    const notes = [
      ...unserved,
      ...this.hasNotes ? this.isolationNotes(listeners, request, kinds) : [],
      ...byKind.length > 1 && byKind.every(each => each.some(isPossible)) ? [BOTH_KINDS] : [],
    ];
    const trace = { listener, hasRoutes, notes };
    const choice = choose(verdicts, request, this.model);
    const { chosen } = choice;
    if (!chosen) return { ...trace, ...choice };
    const home = this.routes.hostnameAt(listener, chosen.attachment.route.kind, request.host)!;
    return {
      ...trace,
      ...choice,
      ...home !== chosen.hostname && { fallsThrough: true },
      notes: [...notes, ...fallThroughNotes(chosen, home)],
    };
  }

  /** The same in little time, where no expression competes with other paths; `undefined` for everything else. */
  private quickly({ listeners, first }: Covering, request: HttpRequest): GatewayTrace | undefined {
    const [listener] = listeners as [Listener?];
    if (!listener || listener.protocol === 'TLS' || listener.protocol === 'TCP' || isGrpc(request)) return undefined;
    const candidates = this.routes.candidates(first, 'HTTPRoute', request.host, request.path);
    if (candidates.some(({ match: { path } }) => path?.type === 'RegularExpression')) return undefined;
    for (const chosen of candidates) {
      const verdict = matches(chosen.match, request, this.regex);
      if (verdict === undefined) return undefined;
      if (!verdict) continue;
      const fallsThrough = this.routes.hostnameAt(listener, 'HTTPRoute', request.host) !== chosen.hostname;
      const answer = answerOf(chosen, request, this.model);
      return { answer, listener, chosen, outranked: [], hasRoutes: true, notes: [], ...fallsThrough && { fallsThrough } };
    }
    return undefined;
  }

  /** The listeners for a host. Mostly the next request is for the same one. */
  private covering(gateway: Pick<ObjectName, 'namespace' | 'name'>, { scheme, host }: HttpRequest, port: number): Covering {
    const { last } = this;
    if (last && last.host === host && last.scheme === scheme && last.port === port && last.gateway === gateway) return last.listeners;
    const all = this.listeners.covering(gateway, port, PROTOCOLS[scheme], host);
    const served = all.filter(listener => !this.unserved.has(listener));
    const listeners = {
      listeners: served,
      first: served.slice(0, 1),
      unserved: all.filter(each => this.unserved.has(each)).map(each => `the listener ${each.name} is not served: ${this.unserved.get(each)!}`),
    };
    this.last = { gateway, host, port, scheme, listeners };
    return listeners;
  }

  /** The rules of a kind of routes for the host, in their order, each with whether it takes the request. */
  private verdicts(listeners: readonly Listener[], request: HttpRequest, kind: RouteKind): Verdict[] {
    return verdictsOf(this.routes.candidates(listeners, kind, request.host, request.path), request, this.regex);
  }

  /** Connections that are passed on, those of TLS by their server name, whatever request is in them. */
  private connection(listener: Listener, request: HttpRequest): Omit<GatewayTrace, 'listener'> {
    const isTcp = listener.protocol === 'TCP';
    const [chosen, ...outranked] = this.routes.candidates([listener], isTcp ? 'TCPRoute' : 'TLSRoute', request.host, request.path) as [Candidate?, ...Candidate[]];
    const refused: RequestAnswer = { kind: 'refused', why: isTcp ? 'the listener has no TCPRoute' : `no TLSRoute of the listener takes the server name ${request.host}` };
    if (!chosen) return { answer: refused, outranked: [], hasRoutes: false, notes: [] };
    const notes = [isTcp ? ONLY_PASSED : listener.tlsMode === 'Passthrough' ? PASSED_ON : ENDED];
    return { answer: connectionAnswer(chosen, request, this.model), chosen, outranked, hasRoutes: true, notes };
  }

  /** Without the feature GatewayHTTPListenerIsolation, routes of less specific listeners on the port may take the request. */
  private isolationNotes([listener, ...others]: readonly Listener[], request: HttpRequest, kinds: readonly RouteKind[]): string[] {
    if (others.length === 0) return [];
    const stray = kinds.flatMap(kind => this.verdicts(others, request, kind))
      .find(verdict => isPossible(verdict) && !this.routes.isAttached(verdict.candidate.attachment.route, listener));
    if (!stray) return [];
    const { route, listener: other } = stray.candidate.attachment;
    const where = 'where the implementation does not have the feature GatewayHTTPListenerIsolation';
    return [`${describeReference(route)} of the listener ${other.name} matches as well; it may take the request ${where}`];
  }
}

const PASSED_ON = 'the backend ends TLS: the Gateway does not see the request in it';
const ONLY_PASSED = 'the Gateway passes on connections of TCP, and does not look at the request in them';
const ENDED = 'the Gateway ends TLS, and does not look at the request in it';
const BOTH_KINDS = 'an HTTPRoute matches as well: which of the two takes requests of gRPC depends on the release and the implementation';

/** The text of the specification ranks rules that match; many implementations choose the hostname first. */
function fallThroughNotes(chosen: Candidate, first: string): string[] {
  if (first === chosen.hostname) return [];
  return [`rules for ${first} come first, and none of them matches: many implementations answer with 404 then, and do not go on to those for ${
    hostnameText(chosen.hostname)}`];
}

function noListener({ scheme, host }: HttpRequest, port: number): RequestAnswer {
  if (scheme === 'https') return { kind: 'refused', why: `no HTTPS listener on port ${port} takes the server name ${host}` };
  return { kind: 'response', status: 404, why: `no HTTP listener on port ${port} takes the host ${host}` };
}
