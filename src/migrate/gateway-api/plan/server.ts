import { MatchedLocation, Place, ruleOf } from './actions';
import { expressionMatch, knownExpression } from './expressions';
import { asGrpcRules } from './grpc';
import { PathMatch, PlannedHost, PlannedRule, SecretName } from './model';
import { escapedPath, isReachable, writtenPath } from './paths';
import { redirectCode, slashRedirect } from './redirects';
import { CATCH_ALL } from '../../../dataplane/requests/ingress-nginx/build';
import { certificateOf } from '../../../dataplane/requests/ingress-nginx/evaluate';
import { Location, NginxConfiguration, Server } from '../../../dataplane/requests/ingress-nginx/model';
import { isSameJson } from '../json';
import { ConversionContext } from '../options';
import { hasPathFilters } from '../policies/path-filters';

/**
 * How the locations of a host that are expressions are written: those that mean a prefix as prefixes, or as expressions, or both, where
 * a rewrite does not forbid it. Which of them comes closest, the proof decides.
 */
export type Strategy = 'prefixes' | 'expressions' | 'both';

/**
 * Whether the routes of another host would take requests to a name: it needs a listener of its own then, be it without any route, since
 * nginx never looks for a path under another host.
 */
export type Covered = (name: string, scheme: 'http' | 'https') => boolean;

/** The names under which a server gets requests, with the rules of each. */
export function planServer(
  server: Server, configuration: NginxConfiguration, context: ConversionContext, strategy: Strategy, isCovered: Covered = () => false,
): PlannedHost[] {
  const names = [server.host, ...server.aliases.filter(alias => ALIAS.test(alias) && configuration.aliases.get(alias) === server)];
  const hosts = names.flatMap(name => planName(name, server, configuration, context, { strategy, isCovered }) ?? []);
  const from = [...configuration.redirectsToWww].filter(([, to]) => to === server).map(([name]) => name);
  return [...hosts, ...from.flatMap(name => planWwwRedirect(name, server, configuration, context, isCovered) ?? [])];
}

/** Aliases may be expressions, which have no counterpart. */
export const ALIAS = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function planName(
  name: string, server: Server, configuration: NginxConfiguration, context: ConversionContext,
  { strategy, isCovered }: { readonly strategy: Strategy; readonly isCovered: Covered },
): PlannedHost | undefined {
  const hasCertificate = name !== CATCH_ALL && certificateOf(configuration, name) !== undefined;
  const rulesOf = (scheme: 'http' | 'https'): PlannedRule[] => {
    const rules = planRules({ server, configuration, scheme, hasCertificate }, context, strategy);
    return (configuration.settings.isPlain ? undefined : asGrpcRules(rules, context.target)) ?? rules;
  };
  const http = withoutRepeatedRedirects(rulesOf('http'));
  const secret = secretOf(name, configuration, context);
  const isSent = http.some(({ action }) => action.kind === 'redirect' && action.redirect.scheme === 'https' && action.redirect.hostname === undefined);
  if (server.passthrough) {
    const { ingress } = server.locations.find(({ backend }) => backend === server.passthrough)!;
    return { name, http, passthrough: { upstream: server.passthrough, ingress: ingress! } };
  }
  const isServed = secret !== undefined || isSent || (hasCertificate && name !== CATCH_ALL) || isCovered(name, 'https');
  const https = isServed ? rulesOf('https') : undefined;
  if (http.length === 0 && (https ?? []).length === 0 && !isCovered(name, 'http') && !isCovered(name, 'https')) return undefined;
  const { clientCertificates } = server;
  return { name, http, ...https && { https }, ...secret && { certificate: secret }, ...https && clientCertificates && { clientCertificates } };
}

/** The Secret of a host's certificate; `undefined` where the controller answers with its own. */
function secretOf(name: string, configuration: NginxConfiguration, { controller }: ConversionContext): SecretName | undefined {
  const certificate = name === CATCH_ALL ? configuration.servers.get(CATCH_ALL)?.certificates.get(CATCH_ALL) : certificateOf(configuration, name);
  if (certificate?.secret !== undefined) return { namespace: certificate.namespace!, name: certificate.secret };
  const [namespace, secret] = controller.settings.defaultCertificate?.split('/') ?? [];
  return secret === undefined ? undefined : { namespace, name: secret };
}

function planWwwRedirect(
  name: string, server: Server, configuration: NginxConfiguration, context: ConversionContext, isCovered: Covered,
): PlannedHost | undefined {
  const owner = server.locations.find(({ ingress }) => ingress?.annotations.has('from-to-www-redirect'))?.ingress;
  if (!owner) return undefined;
  const redirect = { hostname: server.host, statusCode: redirectCode(configuration.settings.httpRedirectCode, context.target.api) };
  const rules: PlannedRule[] = [{ match: { type: 'PathPrefix', value: '/' }, action: { kind: 'redirect', redirect }, ingress: owner, policies: [] }];
  const certificate = secretOf(name, configuration, context);
  return { name, http: rules, ...(certificate ?? isCovered(name, 'https')) && { https: rules }, ...certificate && { certificate } };
}

function planRules(place: Place, context: ConversionContext, strategy: Strategy): PlannedRule[] {
  const { server, configuration: { settings } } = place;
  const located = server.isRegex ? expressionsOf(server, strategy, hasPathFilters(context.target))
    : settings.isPlain ? plainMatchesOf(server) : matchesOf(server);
  const rules = located.flatMap(each => ruleOf(each, place, context) ?? []);
  const own = server.isRegex || settings.isPlain ? [] : slashRedirects(server);
  const root: PlannedRule[] = server.appRoot ? [{
    match: { type: 'Exact', value: '/' },
    action: { kind: 'redirect', redirect: { path: { type: 'ReplaceFullPath', replaceFullPath: server.appRoot.path }, statusCode: 302 } },
    ingress: server.appRoot.ingress,
    policies: [],
  }] : [];
  const all = new Map<string, PlannedRule>();
  for (const rule of [...root, ...own, ...rules]) {
    const key = `${rule.match.type} ${rule.match.value}`;
    if (!all.has(key)) all.set(key, rule);
  }
  return withoutNeedlessClosed([...all.values()]);
}

/** The locations of a host without expressions, as the controller writes them. */
function matchesOf({ locations }: Server): MatchedLocation[] {
  const reachable = locations.filter(({ path }) => isReachable(path));
  const withSlash = new Set(reachable.filter(({ type, path }) => type === 'Prefix' && path.endsWith('/')).map(({ path }) => path));
  return reachable.map((location): MatchedLocation => {
    const { path, type } = location;
    // Beside /a/, all that is left to /a is the path itself.
    const isExact = type === 'Exact' || (path !== '/' && withSlash.has(`${path}/`));
    return { location, match: { type: isExact ? 'Exact' : 'PathPrefix', value: escapedPath(path) } };
  });
}

/** By the rules of the Ingress API alone, a slash at the end of a prefix does not count. */
function plainMatchesOf({ locations }: Server): MatchedLocation[] {
  return locations.flatMap((location): MatchedLocation[] => {
    const path = writtenPath(location.path);
    if (path === undefined) return [];
    return [{ location, match: location.type === 'Exact' ? { type: 'Exact', value: path } : { type: 'PathPrefix', value: path.replace(/(.)\/$/, '$1') } }];
  });
}

/** A path that only lacks the slash at the end of a location is sent there. */
function slashRedirects({ locations }: Server): PlannedRule[] {
  const paths = new Set(locations.map(({ path }) => path));
  return locations.flatMap(({ path, ingress }): PlannedRule[] => {
    const without = path.slice(0, -1);
    if (!ingress || ingress.denied !== undefined || !path.endsWith('/') || without === '' || paths.has(without) || !isReachable(path)) return [];
    return [{ match: { type: 'Exact', value: escapedPath(without) }, action: { kind: 'redirect', redirect: slashRedirect(escapedPath(path)) }, ingress, policies: [] }];
  });
}

function expressionsOf({ locations }: Server, strategy: Strategy, canRewrite: boolean): MatchedLocation[] {
  // Of two locations with one expression, the first one takes all requests.
  const first = new Map([...locations].reverse().map(location => [location.path, location]));
  const matched = locations.filter(location => first.get(location.path) === location).flatMap((location): MatchedLocation[] => {
    const known = knownExpression(location.path);
    const expression = expressionMatch(location.path);
    const asExpression: MatchedLocation[] = expression && !isEverything(location) ? [{ location, match: expression }] : [];
    if (!known) return asExpression;
    const value = escapedPath(known.base === '' ? '/' : known.shape === 'below' && !known.rest ? `${known.base}/` : known.base);
    const match: PathMatch = { type: known.shape === 'exact' ? 'Exact' : 'PathPrefix', value };
    const asPath: MatchedLocation[] = isReachable(known.base === '' ? '/' : known.base) ? [{ location, match, known }] : [];
    // Where a rewrite needs the prefix, an expression would have to do without.
    const needsPrefix = !canRewrite && (location.ingress?.annotations.get('rewrite-target') ?? '').includes('$');
    if (strategy === 'prefixes' || needsPrefix || asExpression.length === 0) return asPath;
    return strategy === 'expressions' ? asExpression : [...asPath, ...asExpression];
  }); // Beside /a/, all that is left to /a is the path itself: as prefixes they are the same.
  const prefixes = new Set(matched.filter(({ match }) => match.type === 'PathPrefix').map(({ match }) => match.value));
  return matched.map(each => each.match.type === 'PathPrefix' && prefixes.has(`${each.match.value}/`) && each.match.value !== '/'
    ? { ...each, match: { type: 'Exact', value: each.match.value } } : each);
}

/** The location that takes what is left: a prefix says that as well, and competes with nothing. */
function isEverything({ path }: Location): boolean {
  return path === '/';
}

/** Of redirects to HTTPS, those that say the same as the rule that would take the requests without them are left out. */
function withoutRepeatedRedirects(rules: readonly PlannedRule[]): PlannedRule[] {
  const isPlainRedirect = ({ action }: PlannedRule): boolean => action.kind === 'redirect' && action.redirect.path === undefined;
  const prefixes = new Map(rules.filter(({ match }) => match.type === 'PathPrefix').map(rule => [rule.match.value.replace(/\/$/, ''), rule]));
  const hasExpressions = rules.some(({ match }) => match.type === 'RegularExpression');
  if (hasExpressions) return rules.every(isPlainRedirect) && prefixes.has('') && rules.every(({ action }) => isSameJson(action, rules[0].action)) ? [prefixes.get('')!] : [...rules];
  return rules.filter(rule => {
    if (!isPlainRedirect(rule)) return true;
    const parent = parentOf(rule, prefixes);
    return !parent || !isSameJson(parent.action, rule.action);
  });
}

/** The rule that takes the requests of another one where that is not there. */
function parentOf({ match: { type, value } }: PlannedRule, prefixes: ReadonlyMap<string, PlannedRule>): PlannedRule | undefined {
  const own = value.replace(/\/$/, '');
  if (type === 'Exact' && prefixes.has(own)) return prefixes.get(own);
  for (let end = own.lastIndexOf('/'); end >= 0; end = own.lastIndexOf('/', end - 1)) {
    const parent = prefixes.get(own.slice(0, end));
    if (parent) return parent;
    if (end === 0) break;
  }
  return undefined;
}

/** A path that nothing else takes needs no rule to stay closed. */
function withoutNeedlessClosed(rules: readonly PlannedRule[]): PlannedRule[] {
  const open = rules.filter(({ action }) => action.kind !== 'closed');
  if (open.length === rules.length) return [...rules];
  const hasExpressions = open.some(({ match }) => match.type === 'RegularExpression');
  const prefixes = new Map(open.filter(({ match }) => match.type === 'PathPrefix').map(rule => [rule.match.value.replace(/\/$/, ''), rule]));
  return rules.filter(rule => rule.action.kind !== 'closed' || hasExpressions || (rule.match.type === 'RegularExpression' ? open.length > 0
    : parentOf(rule, prefixes) !== undefined));
}
