import { Availability } from './target';

/** One of the versions of a kind that its CRD serves. */
export interface ServedVersion {
  readonly version: string;
  readonly served: Availability;
}

/** A kind of Gateway API. */
export interface GatewayApiKind {
  readonly kind: string;
  readonly group: string;
  readonly isNamespaced: boolean;
  /** The newest comes first: what a target serves of these is what is written. */
  readonly versions: readonly ServedVersion[];
}

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
/** The group of kinds that are still experiments. */
export const EXPERIMENTAL_GROUP = 'gateway.networking.x-k8s.io';

const SINCE_1_0: Availability = { standard: ['1.0'], experimental: ['1.0'] };

function kind(name: string, versions: Readonly<Record<string, Availability>>, more: Partial<GatewayApiKind> = {}): GatewayApiKind {
  const served = Object.entries(versions).map(([version, availability]) => ({ version, served: availability }));
  return { kind: name, group: GATEWAY_GROUP, isNamespaced: true, versions: served, ...more };
}

/**
 * The kinds with the versions that the CRDs of each release and channel serve. Source: `versions[].served` of
 * config/crd/{standard,experimental} of kubernetes-sigs/gateway-api, tags v1.0.0 to v1.6.1.
 */
const KINDS: readonly GatewayApiKind[] = [
  kind('GatewayClass', { v1: SINCE_1_0, v1beta1: SINCE_1_0 }, { isNamespaced: false }),
  kind('Gateway', { v1: SINCE_1_0, v1beta1: SINCE_1_0 }),
  kind('HTTPRoute', { v1: SINCE_1_0, v1beta1: SINCE_1_0 }),
  kind('GRPCRoute', { v1: { standard: ['1.1'], experimental: ['1.1'] }, v1alpha2: { experimental: ['1.0', '1.1'] } }),
  kind('ReferenceGrant', {
    v1: { standard: ['1.5'], experimental: ['1.5'] },
    v1beta1: SINCE_1_0,
    v1alpha2: { standard: ['1.0', '1.0'], experimental: ['1.0', '1.1'] },
  }),
  kind('BackendTLSPolicy', {
    v1: { standard: ['1.4'], experimental: ['1.4'] },
    v1alpha3: { experimental: ['1.1'] },
    v1alpha2: { experimental: ['1.0', '1.0'] },
  }),
  kind('TLSRoute', {
    v1: { standard: ['1.5'], experimental: ['1.5'] },
    v1alpha3: { experimental: ['1.4'] },
    v1alpha2: { experimental: ['1.0'] },
  }),
  kind('TCPRoute', { v1: { standard: ['1.6'], experimental: ['1.6'] }, v1alpha2: { experimental: ['1.0'] } }),
  kind('UDPRoute', { v1: { standard: ['1.6'], experimental: ['1.6'] }, v1alpha2: { experimental: ['1.0'] } }),
  kind('ListenerSet', { v1: { standard: ['1.5'], experimental: ['1.5'] } }),
  kind('BackendLBPolicy', { v1alpha2: { experimental: ['1.1', '1.2'] } }),
  kind('XListenerSet', { v1alpha1: { experimental: ['1.3', '1.4'] } }, { group: EXPERIMENTAL_GROUP }),
  kind('XBackendTrafficPolicy', { v1alpha1: { experimental: ['1.3'] } }, { group: EXPERIMENTAL_GROUP }),
  kind('XMesh', { v1alpha1: { experimental: ['1.4'] } }, { group: EXPERIMENTAL_GROUP, isNamespaced: false }),
  kind('XBackend', { v1alpha1: { experimental: ['1.6'] } }, { group: EXPERIMENTAL_GROUP }),
];

const BY_NAME = new Map(KINDS.map(each => [each.kind, each]));

/** The kind of that name, whatever version of it is served where. */
export function gatewayApiKind(name: string): GatewayApiKind | undefined {
  return BY_NAME.get(name);
}

/** Whether an apiVersion is of one of the groups of Gateway API. */
export function isGatewayApi(apiVersion: unknown): apiVersion is string {
  return typeof apiVersion === 'string' && [GATEWAY_GROUP, EXPERIMENTAL_GROUP].some(group => apiVersion.startsWith(`${group}/`));
}

export const GATEWAY_API_KINDS: readonly string[] = KINDS.map(({ kind: name }) => name);
