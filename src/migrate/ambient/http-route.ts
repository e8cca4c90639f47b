import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { itemsOf } from '../../base/objects/loose';
import { MeshObject } from '../../cluster/mesh/mesh-objects';
import { serviceOfHost, ServiceName } from '../../cluster/mesh/routes';

/** The name of the Service that takes the place of a subset. */
export type SubsetService = (service: ServiceName, subset: string) => string | undefined;

/** What a route needs to know about Services. */
export interface RouteServices {
  readonly ofSubset: SubsetService;
  /** The port of a Service that has one only, which a destination need not name. */
  readonly onlyPort: (service: ServiceName) => number | undefined;
}

/** What becomes of a VirtualService. */
export interface ConvertedVirtualService {
  /** Undefined where something in it has no counterpart: it then stays, and waypoints apply it as far as they know it. */
  readonly route?: PlainObject;
  /** What has no counterpart, by field. */
  readonly lacking: readonly string[];
  /** What is a little different in the route. */
  readonly notes: readonly string[];
}

/** Fields of a rule that a route of Gateway API in the standard channel does not have. */
const LACKING = ['fault', 'delegate', 'corsPolicy', 'retries', 'mirrorPercent', 'mirrorPercentage', 'mirrors', 'directResponse'];
const LACKING_MATCHES = ['sourceLabels', 'sourceNamespace', 'gateways', 'withoutHeaders', 'scheme', 'authority', 'port', 'ignoreUriCase', 'statPrefix'];

/** The HTTPRoute with Services as parents that does what a VirtualService of the mesh does. */
export function toHttpRoute({ object, name, namespace = 'default' }: MeshObject, services: RouteServices): ConvertedVirtualService {
  const spec = isPlainObject(object.spec) ? object.spec : {};
  const lacking: string[] = [];
  const notes: string[] = [];
  const { hosts, gateways } = spec;
  for (const key of ['tls', 'tcp']) if (spec[key] !== undefined) lacking.push(key);
  if (Array.isArray(gateways) && gateways.some(gateway => gateway !== 'mesh')) lacking.push('gateways: routes of gateways are written for these');
  if (spec.exportTo !== undefined && !itemsOf(spec.exportTo).includes('*')) lacking.push('exportTo: a route of a Service is for the clients of all namespaces');
  const parents = itemsOf(hosts).map(host => serviceOfHost(host, namespace));
  if (parents.length === 0 || parents.some(service => !service || service.namespace !== namespace)) lacking.push('hosts: only Services of the own namespace are parents');

  const rules = objects(spec.http).map((rule, i) => {
    for (const key of LACKING.filter(each => rule[each] !== undefined)) lacking.push(`http[${i}].${key}`);
    return toRule(rule, `http[${i}]`, namespace, { lacking, notes, services });
  });
  if (rules.length === 0) lacking.push('http: has no rules');
  lacking.push(...outOfOrder(rules));
  if (lacking.length > 0) return { lacking, notes };
  const parentRefs = parents.map(service => ({ group: '', kind: 'Service', name: service!.name }));
  return { lacking, notes, route: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name, namespace }, spec: { parentRefs, rules } } };
}

interface Conversion {
  readonly lacking: string[];
  readonly notes: string[];
  readonly services: RouteServices;
}

function toRule(rule: PlainObject, path: string, namespace: string, conversion: Conversion): PlainObject {
  const { lacking } = conversion;
  const matches = objects(rule.match).map((match, i) => toMatch(match, `${path}.match[${i}]`, conversion));
  const backendRefs = objects(rule.route).map((route, i) => {
    if (route.headers !== undefined) lacking.push(`${path}.route[${i}].headers`);
    return toBackend(route, `${path}.route[${i}]`, namespace, conversion);
  });
  const filters = [
    ...toHeaderFilters(rule.headers),
    ...isPlainObject(rule.redirect) ? [toRedirect(rule.redirect, `${path}.redirect`, lacking)] : [],
    ...isPlainObject(rule.rewrite) ? [toRewrite(rule.rewrite, matches, `${path}.rewrite`, lacking)] : [],
    ...isPlainObject(rule.mirror) ? [{ type: 'RequestMirror', requestMirror: { backendRef: toBackend({ destination: rule.mirror }, `${path}.mirror`, namespace, conversion) } }] : [],
  ];
  if (typeof rule.timeout === 'string' && !DURATION.test(rule.timeout)) lacking.push(`${path}.timeout: ${rule.timeout} is not a duration of Gateway API`);
  return {
    ...matches.length > 0 && { matches },
    ...filters.length > 0 && { filters },
    ...backendRefs.length > 0 && { backendRefs },
    ...typeof rule.timeout === 'string' && { timeouts: { request: rule.timeout } },
  };
}

function toMatch(match: PlainObject, path: string, { lacking, notes }: Conversion): PlainObject {
  for (const key of LACKING_MATCHES.filter(each => match[each] !== undefined)) lacking.push(`${path}.${key}`);
  const { uri, method } = match;
  const texts = (value: unknown, where: string): PlainObject[] => Object.entries(isPlainObject(value) ? value : {}).map(([name, how]) => {
    const { exact, regex, prefix } = isPlainObject(how) ? how : {} as PlainObject;
    if (prefix !== undefined) lacking.push(`${path}.${where}.${name}.prefix`);
    else if (exact === undefined && regex === undefined) lacking.push(`${path}.${where}.${name}: is about whether it is there`);
    return regex === undefined ? { name, value: exact } : { type: 'RegularExpression', name, value: regex };
  });
  const { exact, prefix, regex } = isPlainObject(uri) ? uri : {} as PlainObject;
  if (typeof prefix === 'string' && !prefix.endsWith('/')) notes.push(`${path}.uri.prefix: ${prefix} also meant ${prefix}x; the route takes whole parts of paths`);
  else if (typeof prefix === 'string' && prefix !== '/') notes.push(`${path}.uri.prefix: the route also takes ${prefix.slice(0, -1)}`);
  const [type, value] = exact !== undefined ? ['Exact', exact] : regex !== undefined ? ['RegularExpression', regex] : ['PathPrefix', prefix ?? '/'];
  if (isPlainObject(method) && method.exact === undefined) lacking.push(`${path}.method`);
  const [headers, queryParams] = [texts(match.headers, 'headers'), texts(match.queryParams, 'queryParams')];
  return {
    path: { type, value },
    ...headers.length > 0 && { headers },
    ...queryParams.length > 0 && { queryParams },
    ...isPlainObject(method) && { method: method.exact },
  };
}

function toBackend({ destination, weight }: PlainObject, path: string, namespace: string, { lacking, services }: Conversion): PlainObject {
  const { host, subset, port } = isPlainObject(destination) ? destination : {} as PlainObject;
  const service = serviceOfHost(host, namespace);
  const number = isPlainObject(port) ? port.number : service && services.onlyPort(service);
  if (!service) lacking.push(`${path}.destination.host`);
  if (number === undefined) lacking.push(`${path}.destination.port: a backend names its port, and the input has no Service ${String(host)} with one port`);
  const name = service && typeof subset === 'string' ? services.ofSubset(service, subset) : service?.name;
  if (service && name === undefined) lacking.push(`${path}.destination.subset: no DestinationRule has it, or its Service cannot be made`);
  return {
    name,
    ...service && service.namespace !== namespace && { namespace: service.namespace },
    port: number,
    ...weight !== undefined
    && { weight },
  };
}

function toHeaderFilters(headers: unknown): PlainObject[] {
  return (['request', 'response'] as const).flatMap(direction => {
    const own = isPlainObject(headers) && isPlainObject(headers[direction]) ? headers[direction] : undefined;
    if (!own) return [];
    const pairs = (value: unknown): PlainObject[] => Object.entries(isPlainObject(value) ? value : {}).map(([name, text]) => ({ name, value: text }));
    const key = `${direction}HeaderModifier`;
    const [set, add] = [pairs(own.set), pairs(own.add)];
    return [{
      type: direction === 'request' ? 'RequestHeaderModifier' : 'ResponseHeaderModifier',
      [key]: { ...set.length > 0 && { set }, ...add.length > 0 && { add }, ...own.remove !== undefined && { remove: own.remove } },
    }];
  });
}

function toRedirect({ uri, authority, redirectCode, scheme, port, ...others }: PlainObject, path: string, lacking: string[]): PlainObject {
  for (const key of Object.keys(others)) lacking.push(`${path}.${key}`);
  if (redirectCode !== undefined && redirectCode !== 301 && redirectCode !== 302) lacking.push(`${path}.redirectCode: only 301 and 302`);
  return {
    type: 'RequestRedirect',
    requestRedirect: {
      ...uri !== undefined && { path: { type: 'ReplaceFullPath', replaceFullPath: uri } },
      ...authority !== undefined && { hostname: authority },
      ...scheme !== undefined && { scheme },
      ...port !== undefined && { port },
      statusCode: redirectCode ?? 301,
    },
  };
}

/** Istio replaces what was matched: a prefix, or all of a path. */
function toRewrite({ uri, authority, ...others }: PlainObject, matches: readonly PlainObject[], path: string, lacking: string[]): PlainObject {
  for (const key of Object.keys(others)) lacking.push(`${path}.${key}`);
  const types = new Set(matches.map(({ path: own }) => (own as PlainObject).type));
  // A prefix is only replaced where all matches are about prefixes, as the CustomResourceDefinition says.
  const isWhole = types.size === 1 && types.has('Exact');
  if (uri !== undefined && !isWhole && [...types].some(type => type !== 'PathPrefix')) lacking.push(`${path}.uri: for paths that are not all prefixes`);
  if (uri !== undefined && matches.length === 0) lacking.push(`${path}.uri: without a match`);
  return {
    type: 'URLRewrite',
    urlRewrite: {
      ...uri !== undefined && { path: isWhole ? { type: 'ReplaceFullPath', replaceFullPath: uri } : { type: 'ReplacePrefixMatch', replacePrefixMatch: uri } },
      ...authority !== undefined && { hostname: authority },
    },
  };
}

/** `Duration` of Gateway API: GEP-2257. */
const DURATION = /^(?:\d{1,5}(?:h|m|s|ms)){1,4}$/;

interface RankedMatch {
  readonly match: PlainObject;
  readonly where: string;
  readonly rank: readonly number[];
}

/**
 * Rules that would change places: a VirtualService takes the first match, and Istio sorts the matches of HTTPRoutes by how much they ask for
 * (`sortHTTPRoutes` and `getURIRank` of pilot/pkg/config/kube/gateway/conversion.go).
 */
function outOfOrder(rules: readonly PlainObject[]): string[] {
  const ranked = rules.flatMap(({ matches }, i): RankedMatch[] => {
    const own = objects(matches);
    return own.length === 0
      ? [{ match: {}, where: `http[${i}]`, rank: rankOf({}) }]
      : own.map((match, j) => ({ match, where: `http[${i}].match[${j}]`, rank: rankOf(match) }));
  });
  return ranked.flatMap((later, i) => {
    const before = ranked.slice(0, i).find(({ match, rank }) => isBefore(later.rank, rank) && mayOverlap(match, later.match));
    return before ? [`${later.where}: an HTTPRoute would consider it before ${before.where}`] : [];
  });
}

function rankOf({ path, method, headers, queryParams }: PlainObject): number[] {
  const { type, value } = isPlainObject(path) ? path : { type: 'PathPrefix', value: '/' };
  return [['RegularExpression', 'PathPrefix', 'Exact'].indexOf(String(type)), String(value).length, method === undefined ? 0 : 1, itemsOf(headers).length, itemsOf(queryParams).length];
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const different = a.findIndex((value, i) => value !== b[i]);
  return different >= 0 && a[different] > b[different];
}

/** Whether a request can match both. Only what certainly excludes each other is told apart. */
function mayOverlap(a: PlainObject, b: PlainObject): boolean {
  if (a.method !== undefined && b.method !== undefined && a.method !== b.method) return false;
  const exactHeaders = (match: PlainObject): Map<string, unknown> => new Map(objects(match.headers).filter(({ type }) => type === undefined)
    .map(({ name, value }) => [String(name).toLowerCase(), value]));
  const others = exactHeaders(b);
  if ([...exactHeaders(a)].some(([name, value]) => others.has(name) && others.get(name) !== value)) return false;
  const [one, two] = [a.path, b.path].map(path => isPlainObject(path) ? path : { type: 'PathPrefix', value: '/' });
  if (one.type === 'RegularExpression' || two.type === 'RegularExpression') return true;
  const covers = (prefix: PlainObject, path: PlainObject): boolean => prefix.type === 'Exact' ? prefix.value === path.value
    : `${String(path.value)}/`.startsWith(`${String(prefix.value).replace(/\/$/, '')}/`);
  return covers(one, two) || covers(two, one);
}

function objects(value: unknown): PlainObject[] {
  return itemsOf(value).filter(isPlainObject);
}
