import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { MeshObject } from '../../cluster/mesh/mesh-objects';
import { serviceOfHost, ServiceName } from '../../cluster/mesh/routes';

/** The name of the Service that takes the place of a subset. */
export type SubsetService = (service: ServiceName, subset: string) => string | undefined;

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
export function toHttpRoute({ object, name, namespace = 'default' }: MeshObject, subsetService: SubsetService): ConvertedVirtualService {
  const spec = isPlainObject(object.spec) ? object.spec : {};
  const lacking: string[] = [];
  const notes: string[] = [];
  const { hosts, gateways } = spec;
  for (const key of ['tls', 'tcp']) if (spec[key] !== undefined) lacking.push(key);
  if (Array.isArray(gateways) && gateways.some(gateway => gateway !== 'mesh')) lacking.push('gateways: routes of gateways are written for these');
  const services = list(hosts).map(host => serviceOfHost(host, namespace));
  if (services.length === 0 || services.some(service => !service || service.namespace !== namespace)) lacking.push('hosts: only Services of the own namespace are parents');

  const rules = objects(spec.http).map((rule, i) => {
    for (const key of LACKING.filter(each => rule[each] !== undefined)) lacking.push(`http[${i}].${key}`);
    return toRule(rule, `http[${i}]`, namespace, { lacking, notes, subsetService });
  });
  if (rules.length === 0) lacking.push('http: has no rules');
  if (lacking.length > 0) return { lacking, notes };
  const parentRefs = services.map(service => ({ group: '', kind: 'Service', name: service!.name }));
  return { lacking, notes, route: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name, namespace }, spec: { parentRefs, rules } } };
}

interface Conversion {
  readonly lacking: string[];
  readonly notes: string[];
  readonly subsetService: SubsetService;
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
    ...isPlainObject(rule.rewrite) ? [toRewrite(rule.rewrite, `${path}.rewrite`, lacking)] : [],
    ...isPlainObject(rule.mirror) ? [{ type: 'RequestMirror', requestMirror: { backendRef: toBackend({ destination: rule.mirror }, `${path}.mirror`, namespace, conversion) } }] : [],
  ];
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
    return regex === undefined ? { name, value: exact } : { type: 'RegularExpression', name, value: regex };
  });
  const { exact, prefix, regex } = isPlainObject(uri) ? uri : {} as PlainObject;
  if (typeof prefix === 'string' && !prefix.endsWith('/')) notes.push(`${path}.uri.prefix: ${prefix} also meant ${prefix}x; the route takes whole parts of paths`);
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

function toBackend({ destination, weight }: PlainObject, path: string, namespace: string, { lacking, subsetService }: Conversion): PlainObject {
  const { host, subset, port } = isPlainObject(destination) ? destination : {} as PlainObject;
  const service = serviceOfHost(host, namespace);
  const number = isPlainObject(port) ? port.number : undefined;
  if (!service) lacking.push(`${path}.destination.host`);
  if (number === undefined) lacking.push(`${path}.destination.port: a backend names its port`);
  const name = service && typeof subset === 'string' ? subsetService(service, subset) : service?.name;
  if (service && name === undefined) lacking.push(`${path}.destination.subset: no DestinationRule has it`);
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

function toRewrite({ uri, authority, ...others }: PlainObject, path: string, lacking: string[]): PlainObject {
  for (const key of Object.keys(others)) lacking.push(`${path}.${key}`);
  return {
    type: 'URLRewrite',
    urlRewrite: {
      ...uri !== undefined && { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: uri } },
      ...authority !== undefined && { hostname: authority },
    },
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objects(value: unknown): PlainObject[] {
  return list(value).filter(isPlainObject);
}
