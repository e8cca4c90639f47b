import { valuesAt } from './values';
import { isPlainObject, PlainObject } from '../../base/objects/fields';

/** A feature of conformance reports that an object needs beyond what every implementation has. */
export interface GatewayApiFeature {
  /** The name in reports. */
  readonly name: string;
  /** The kind of the objects that need it. */
  readonly kind: string;
  /** The field that needs it: each value at this path, in which `[]` is every item of a list. */
  readonly path: string;
  /** Which values need it. Default: all. */
  readonly needs?: (value: unknown) => boolean;
  /** Which objects need it. Default: all of the kind. */
  readonly ofObject?: (object: PlainObject) => boolean;
}

interface ParentReference {
  readonly kind?: string;
  readonly namespace?: string;
}

const parentsOf = (object: PlainObject): readonly ParentReference[] => [...valuesAt(object, 'spec.parentRefs[]')].map(({ value }) => value as ParentReference);
const isService = ({ kind }: ParentReference): boolean => kind === 'Service';
/** Whether a route is for requests inside of a mesh, or for those that come to Gateways; without parents it may be for either. */
const isInMesh = (object: PlainObject): boolean => parentsOf(object).some(isService);
const isAtGateway = (object: PlainObject): boolean => !isInMesh(object) || parentsOf(object).some(parent => !isService(parent));

const filterOf = (type: string) => (filter: unknown): boolean => isPlainObject(filter) && filter.type === type;
const isOneOf = (...values: readonly unknown[]) => (value: unknown): boolean => values.includes(value);
const FILTERS = 'spec.rules[].filters[]';
const BACKEND_FILTERS = 'spec.rules[].backendRefs[].filters[]';

function http(name: string, path: string, needs?: (value: unknown) => boolean): GatewayApiFeature {
  return { name, kind: 'HTTPRoute', path, ofObject: isAtGateway, ...needs && { needs } };
}

function mesh(name: string, path: string, needs?: (value: unknown) => boolean): GatewayApiFeature {
  return { name, kind: 'HTTPRoute', path, ofObject: isInMesh, ...needs && { needs } };
}

interface Listener {
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
  readonly tls?: { readonly mode?: string };
}

const modeOf = ({ tls }: Listener): string => tls?.mode ?? 'Terminate';
const isTls = (listener: Listener): boolean => listener.protocol === 'TLS';

/** Whether two listeners of a list are of a kind. */
const anyTwo = (areOfAKind: (one: Listener, other: Listener) => boolean) => (value: unknown): boolean => {
  const listeners = Array.isArray(value) ? value as readonly Listener[] : [];
  return listeners.some((one, i) => listeners.some((other, j) => i !== j && one.port === other.port && areOfAKind(one, other)));
};

/** Whether a host of one listener may be a host of another, less specific one. */
function overlap(one: Listener, other: Listener): boolean {
  if (one.protocol !== other.protocol || !['HTTP', 'HTTPS'].includes(one.protocol)) return false;
  const [narrow, wide] = [one.hostname ?? '', other.hostname ?? ''];
  return narrow !== wide && (wide === '' || (wide.startsWith('*.') && narrow.endsWith(wide.slice(1))));
}

/**
 * The features whose need an object shows, and the field that shows it. Source: pkg/features of kubernetes-sigs/gateway-api, v1.6.1, and
 * the conformance tests that name the features.
 */
export const GATEWAY_API_FEATURES: readonly GatewayApiFeature[] = [
  { name: 'BackendTLSPolicy', kind: 'BackendTLSPolicy', path: 'spec' },
  { name: 'BackendTLSPolicySANValidation', kind: 'BackendTLSPolicy', path: 'spec.validation.subjectAltNames' },
  { name: 'GRPCRoute', kind: 'GRPCRoute', path: 'spec', ofObject: isAtGateway },
  { name: 'GRPCRouteNamedRouteRule', kind: 'GRPCRoute', path: 'spec.rules[].name' },
  {
    name: 'GatewayAddressEmpty',
    kind: 'Gateway',
    path: 'spec.addresses[]',
    needs: address => isPlainObject(address) && (address.value ?? '') === '',
  },
  { name: 'GatewayBackendClientCertificate', kind: 'Gateway', path: 'spec.tls.backend.clientCertificateRef' },
  { name: 'GatewayFrontendClientCertificateValidation', kind: 'Gateway', path: 'spec.tls.frontend' },
  {
    name: 'GatewayFrontendClientCertificateValidationInsecureFallback',
    kind: 'Gateway',
    path: 'spec.tls.frontend.default.validation.mode',
    needs: isOneOf('AllowInsecureFallback'),
  },
  { name: 'GatewayHTTPListenerIsolation', kind: 'Gateway', path: 'spec.listeners', needs: anyTwo(overlap) },
  { name: 'GatewayInfrastructurePropagation', kind: 'Gateway', path: 'spec.infrastructure.labels' },
  { name: 'GatewayInfrastructurePropagation', kind: 'Gateway', path: 'spec.infrastructure.annotations' },
  { name: 'GatewayPort8080', kind: 'Gateway', path: 'spec.listeners[]', needs: listener => isPlainObject(listener) && listener.protocol === 'HTTP' && listener.port === 8080 },
  { name: 'GatewayStaticAddresses', kind: 'Gateway', path: 'spec.addresses[].value', needs: value => value !== '' },
  { name: 'ListenerSet', kind: 'ListenerSet', path: 'spec' },
  { name: 'ListenerSet', kind: 'Gateway', path: 'spec.allowedListeners' },
  http('HTTPRoute', 'spec'),
  http('HTTPRoute303RedirectStatusCode', `${FILTERS}.requestRedirect.statusCode`, isOneOf(303)),
  http('HTTPRoute307RedirectStatusCode', `${FILTERS}.requestRedirect.statusCode`, isOneOf(307)),
  http('HTTPRoute308RedirectStatusCode', `${FILTERS}.requestRedirect.statusCode`, isOneOf(308)),
  http('HTTPRouteBackendRequestHeaderModification', BACKEND_FILTERS, filterOf('RequestHeaderModifier')),
  http('HTTPRouteBackendRequestRedirect', BACKEND_FILTERS, filterOf('RequestRedirect')),
  http('HTTPRouteBackendTimeout', 'spec.rules[].timeouts.backendRequest'),
  http('HTTPRouteBackendURLRewrite', BACKEND_FILTERS, filterOf('URLRewrite')),
  http('HTTPRouteCORS', FILTERS, filterOf('CORS')),
  http('HTTPRouteHostRewrite', `${FILTERS}.urlRewrite.hostname`),
  http('HTTPRouteMethodMatching', 'spec.rules[].matches[].method'),
  http('HTTPRouteNamedRouteRule', 'spec.rules[].name'),
  http('HTTPRouteParentRefPort', 'spec.parentRefs[]', ref => isPlainObject(ref) && ref.port !== undefined && (ref.kind ?? 'Gateway') !== 'Service'),
  http('HTTPRoutePathRedirect', `${FILTERS}.requestRedirect.path`),
  http('HTTPRoutePathRewrite', `${FILTERS}.urlRewrite.path`),
  http('HTTPRoutePortRedirect', `${FILTERS}.requestRedirect.port`),
  http('HTTPRouteQueryParamMatching', 'spec.rules[].matches[].queryParams[]', param => isPlainObject(param) && (param.type ?? 'Exact') === 'Exact'),
  http('HTTPRouteRequestMirror', FILTERS, filterOf('RequestMirror')),
  http('HTTPRouteRequestMultipleMirrors', 'spec.rules[].filters', filters => Array.isArray(filters) && filters.filter(filterOf('RequestMirror')).length > 1),
  http('HTTPRouteRequestPercentageMirror', `${FILTERS}.requestMirror.percent`),
  http('HTTPRouteRequestPercentageMirror', `${FILTERS}.requestMirror.fraction`),
  http('HTTPRouteRequestTimeout', 'spec.rules[].timeouts.request'),
  http('HTTPRouteResponseHeaderModification', FILTERS, filterOf('ResponseHeaderModifier')),
  http('HTTPRouteRetry', 'spec.rules[].retry'),
  http('HTTPRouteSchemeRedirect', `${FILTERS}.requestRedirect.scheme`),
  { name: 'Mesh', kind: 'GRPCRoute', path: 'spec', ofObject: isInMesh },
  mesh('Mesh', 'spec'),
  {
    name: 'MeshConsumerRoute',
    kind: 'HTTPRoute',
    path: 'spec',
    ofObject: object => parentsOf(object).some(parent => isService(parent) && parent.namespace !== undefined
      && parent.namespace !== (isPlainObject(object.metadata) ? object.metadata.namespace : undefined)),
  },
  mesh('MeshHTTPRouteBackendRequestHeaderModification', BACKEND_FILTERS, filterOf('RequestHeaderModifier')),
  mesh('MeshHTTPRouteNamedRouteRule', 'spec.rules[].name'),
  mesh('MeshHTTPRouteQueryParamMatching', 'spec.rules[].matches[].queryParams'),
  mesh('MeshHTTPRouteRedirectPath', `${FILTERS}.requestRedirect.path`),
  mesh('MeshHTTPRouteRedirectPort', `${FILTERS}.requestRedirect.port`),
  mesh('MeshHTTPRouteRewritePath', `${FILTERS}.urlRewrite.path`),
  mesh('MeshHTTPRouteSchemeRedirect', `${FILTERS}.requestRedirect.scheme`),
  { name: 'TCPRoute', kind: 'TCPRoute', path: 'spec' },
  { name: 'TLSRoute', kind: 'TLSRoute', path: 'spec' },
  { name: 'TLSRouteModeMixed', kind: 'Gateway', path: 'spec.listeners', needs: anyTwo((one, other) => isTls(one) && isTls(other) && modeOf(one) !== modeOf(other)) },
  { name: 'TLSRouteModeTerminate', kind: 'Gateway', path: 'spec.listeners[]', needs: listener => isTls(listener as Listener) && modeOf(listener as Listener) === 'Terminate' },
  { name: 'UDPRoute', kind: 'UDPRoute', path: 'spec' },
];

/** A feature that an object needs, and the path of the value that needs it: `spec.rules[0].matches[1].method`. */
export interface NeededFeature {
  readonly name: string;
  readonly field: string;
}

/** The features that an object needs, each once, with the first value that needs it. */
export function neededFeatures(object: PlainObject): readonly NeededFeature[] {
  const known = found.get(object) ?? findFeatures(object);
  found.set(object, known);
  return known;
}

/** Several rules ask for those of one object. */
const found = new WeakMap<PlainObject, readonly NeededFeature[]>();

function findFeatures(object: PlainObject): NeededFeature[] {
  const needed = new Map<string, NeededFeature>();
  for (const { name, kind, path, needs = () => true, ofObject = () => true } of GATEWAY_API_FEATURES) {
    if (kind !== object.kind || needed.has(name) || !ofObject(object)) continue;
    const first = [...valuesAt(object, path)].find(({ value }) => needs(value));
    if (first) needed.set(name, { name, field: first.at });
  }
  return [...needed.values()];
}

/** What the port of a Service has to speak, by its appProtocol, and the feature that a route to it needs. */
export const FEATURE_OF_APP_PROTOCOL: Readonly<Record<string, string>> = {
  'kubernetes.io/h2c': 'HTTPRouteBackendProtocolH2C',
  'kubernetes.io/ws': 'HTTPRouteBackendProtocolWebSocket',
};
