import { isGranted } from './grants';
import { GatewayModel, nameOf, PathRewriteFilter, Route, RouteKind } from './model';
import { hasPrefix, replacePrefix } from './paths';
import { Candidate } from './precedence';
import { GATEWAY_GROUP } from '../../../programs/gateway-api/kinds';
import { BackendShare, ForwardedRequest, HttpRequest, PORT_OF, RequestAnswer, uriOf } from '../request';

/** What the rule of a candidate does with a request that it matches. */
export function answerOf(candidate: Candidate, request: HttpRequest, model: GatewayModel): RequestAnswer {
  const { attachment: { route, listener }, ruleIndex, match } = candidate;
  const rule = route.rules[ruleIndex];
  const filters: readonly any[] = rule.filters ?? [];
  const protections = filters.filter(({ type }) => type === 'ExternalAuth').map(() => 'external authorization');
  const custom = filters.find(({ type }) => type === 'ExtensionRef');
  const redirect = filters.find(({ type }) => type === 'RequestRedirect')?.requestRedirect;
  if (redirect) return { kind: 'redirect', status: redirect.statusCode ?? 302, location: locationOf(redirect, request, match, listener.port), protections };

  const cors = filters.find(({ type }) => type === 'CORS')?.cors;
  if (cors && isPreflight(request) && allowsOrigin(cors.allowOrigins ?? [], request.headers.get('origin')!)) {
    return { kind: 'response', status: 204, why: 'the preflight request is answered by the filter CORS' };
  }
  const backends = sharesOf(rule.backendRefs ?? [], route, model);
  if (backends.length === 0) {
    return custom ? { kind: 'undetermined', why: `the filter ${custom.extensionRef.kind} ${custom.extensionRef.name} decides`, possible: [] }
      : { kind: 'response', status: 500, why: 'the rule has no backends' };
  }
  const forwarded = rewritten(forwardedBy(filters, request, match), custom, route, model);
  if (!forwarded) return { kind: 'undetermined', why: `the expression of ${custom.extensionRef.kind} ${custom.extensionRef.name} can't be evaluated`, possible: [] };
  return { kind: 'backends', backends, forwarded, protections };
}

/** What the rule of a TLSRoute or TCPRoute does with a connection: nothing but choose a backend. */
export function connectionAnswer({ attachment, ruleIndex }: Candidate, { path, host, scheme }: HttpRequest, model: GatewayModel): RequestAnswer {
  const { route, listener } = attachment;
  const forwarded = { path, host, headers: [], ...(listener.tlsMode === 'Passthrough' || (listener.protocol === 'TCP' && scheme === 'https')) && { protocol: 'TLS' } };
  const backends = sharesOf(route.rules[ruleIndex].backendRefs ?? [], route, model);
  return { kind: 'backends', backends, forwarded, protections: [] };
}

function isPreflight({ method, headers }: HttpRequest): boolean {
  return method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method');
}

/** A `*` alone is every origin; as the first label of a host it stands for one label or more. */
export function allowsOrigin(allowed: readonly string[], origin: string): boolean {
  return allowed.some(pattern => {
    if (pattern === '*' || pattern === origin) return true;
    const [, scheme, rest] = /^(https?:\/\/)\*(.*)$/.exec(pattern) ?? [];
    return scheme !== undefined && origin.startsWith(scheme) && origin.endsWith(rest) && origin.length > scheme.length + rest.length;
  });
}

/**
 * The Location of a redirect. Its port is the one given, else that of a scheme that is given, else the listener's; one that the scheme
 * has anyway is left out. Source: apis/v1/httproute_types.go, `HTTPRequestRedirectFilter`.
 */
function locationOf(redirect: any, request: HttpRequest, match: any, listenerPort: number): string {
  const scheme: HttpRequest['scheme'] = redirect.scheme ?? request.scheme;
  const port: number = redirect.port ?? (redirect.scheme ? PORT_OF[scheme] : listenerPort);
  const path = modifiedPath(redirect.path, request.path, match);
  const shown = port === PORT_OF[scheme] ? '' : `:${port}`;
  return `${scheme}://${redirect.hostname ?? request.host}${shown}${uriOf({ ...request, path })}`;
}

function modifiedPath(modifier: any, path: string, match: any): string {
  if (modifier?.type === 'ReplaceFullPath') return modifier.replaceFullPath;
  if (modifier?.type !== 'ReplacePrefixMatch') return path;
  const prefix: string = match.path?.value ?? '/';
  return hasPrefix(path, prefix) ? replacePrefix(path, prefix, modifier.replacePrefixMatch) : path;
}

/** What a filter of an implementation's own makes of the path, where it is one that is known; `undefined` where it can't be evaluated. */
function rewritten(forwarded: ForwardedRequest, custom: any, { namespace }: Route, { pathRewrites }: GatewayModel): ForwardedRequest | undefined {
  const filter = custom && pathRewrites.get(`${custom.extensionRef.kind} ${namespace}/${custom.extensionRef.name}`);
  if (!filter) return forwarded;
  const { expression, replacement } = replacementOf(filter);
  return expression && { ...forwarded, path: forwarded.path.replace(expression, replacement) };
}

interface Replacement {
  /** Not set where it can't be evaluated. */
  readonly expression?: RegExp;
  readonly replacement: string;
}

const replacements = new WeakMap<PathRewriteFilter, Replacement>();

function replacementOf(filter: PathRewriteFilter): Replacement {
  const known = replacements.get(filter);
  if (known) return known;
  const [, flags = '', source] = /^(?:\(\?([is]+)\))?(.*)$/s.exec(filter.pattern)!;
  const replacement = filter.substitution.replace(/\$/g, '$$$$').replace(/\\(\d)/g, '$$$1');
  let expression: RegExp | undefined;
  try {
    expression = new RegExp(source, `g${flags}`);
  } catch {
    expression = undefined;
  }
  const made = { expression, replacement };
  replacements.set(filter, made);
  return made;
}

function forwardedBy(filters: readonly any[], request: HttpRequest, match: any): ForwardedRequest {
  const rewrite = filters.find(({ type }) => type === 'URLRewrite')?.urlRewrite;
  const headers = filters.filter(({ type }) => type === 'RequestHeaderModifier').flatMap(({ requestHeaderModifier: { set = [], add = [], remove = [] } }) => [
    ...set.map(({ name, value }: any) => `set ${name}: ${value}`),
    ...add.map(({ name, value }: any) => `add ${name}: ${value}`),
    ...remove.map((name: string) => `remove ${name}`),
  ]);
  return { path: modifiedPath(rewrite?.path, request.path, match), host: rewrite?.hostname ?? request.host, headers };
}

/** Whether routes of a kind pass connections on, whatever is in them. */
export function isOfConnections(kind: RouteKind): boolean {
  return kind !== 'HTTPRoute' && kind !== 'GRPCRoute';
}

/** How requests are spread over backends by weight. A backend that can't be used keeps its share, which is answered with 500; connections are refused. */
export function sharesOf(refs: readonly any[], route: Route, model: GatewayModel): BackendShare[] {
  const total = refs.reduce((sum, { weight = 1 }) => sum + weight, 0);
  // All weights 0: the specification doesn't say which of the 5xx codes.
  const failed = isOfConnections(route.kind) ? { isRefused: true } as const : { status: 500 };
  if (refs.length > 0 && total === 0) return [{ share: 1, ...failed }];
  const shares = new Map<string, BackendShare>();
  for (const ref of refs.filter(({ weight = 1 }) => weight > 0)) {
    const problem = backendProblem(ref, route, model);
    const backend = `${nameOf({ namespace: ref.namespace ?? route.namespace, name: ref.name })}:${ref.port}`;
    const key = problem === undefined ? backend : '';
    const share = (shares.get(key)?.share ?? 0) + (ref.weight ?? 1) / total;
    shares.set(key, problem === undefined ? { backend, share } : { share, ...failed });
  }
  return [...shares.values()];
}

/** Why a backend can't be used: the reason of the condition `ResolvedRefs`. */
export type BackendProblem = 'RefNotPermitted' | 'InvalidKind' | 'BackendNotFound';

export function backendProblem(ref: any, route: Route, { grants, services }: GatewayModel): BackendProblem | undefined {
  const namespace = ref.namespace ?? route.namespace;
  const from = { group: GATEWAY_GROUP, kind: route.kind, namespace: route.namespace };
  if (namespace !== route.namespace && !isGranted(grants, from, { ...ref, namespace })) return 'RefNotPermitted';
  if (ref.group !== '' || ref.kind !== 'Service') return 'InvalidKind';
  const ports = services?.get(`${namespace}/${ref.name}`);
  return services && !ports?.includes(ref.port) ? 'BackendNotFound' : undefined;
}
