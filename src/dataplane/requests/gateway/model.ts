import { SourceLocation } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';

/** The kinds that have listeners. */
export type ListenerOwnerKind = 'Gateway' | 'ListenerSet' | 'XListenerSet';

/** The kinds that are attached to listeners. */
export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute' | 'UDPRoute';

/** An object by its kind and name. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Which namespaces' routes a listener takes. */
export interface AllowedNamespaces {
  readonly from: 'All' | 'Selector' | 'Same';
  readonly selector?: PlainObject;
}

export interface Listener {
  readonly owner: ObjectName & { readonly kind: ListenerOwnerKind };
  /** The Gateway whose data plane serves it: the owner itself, or the parent of a ListenerSet. */
  readonly gateway: ObjectName;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** Empty for every host. */
  readonly hostname: string;
  readonly tlsMode?: 'Terminate' | 'Passthrough';
  readonly certificates: readonly { readonly namespace: string; readonly name: string; readonly kind: string }[];
  readonly allowedNamespaces: AllowedNamespaces;
  /** The kinds of routes that it takes; by its protocol where the listener does not say. */
  readonly allowedKinds: readonly string[];
  readonly source?: SourceLocation;
}

export interface ParentReference {
  readonly kind: string;
  readonly group: string;
  readonly namespace: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface Route extends ObjectName {
  readonly kind: RouteKind;
  /** RFC 3339; empty where the object comes from a file. */
  readonly created: string;
  /** Empty for all hosts of its listeners. */
  readonly hostnames: readonly string[];
  readonly parents: readonly ParentReference[];
  /** The rules with the API server's defaults. */
  readonly rules: readonly any[];
  /** Whether it is for all Gateways that are default ones as well. */
  readonly usesDefaultGateways?: boolean;
  readonly source?: SourceLocation;
}

export interface Grant {
  readonly namespace: string;
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  readonly to: readonly { readonly group: string; readonly kind: string; readonly name?: string }[];
}

/** From which namespaces a Gateway takes ListenerSets. */
export interface AllowedListenerSets {
  readonly from: 'All' | 'Selector' | 'Same' | 'None';
  readonly selector?: PlainObject;
}

/** A rewrite of paths by an expression of RE2: what matches is replaced, with groups as in `\1`. */
export interface PathRewriteFilter {
  readonly pattern: string;
  readonly substitution: string;
}

/** A BackendTLSPolicy for a Service. */
export interface BackendTls extends ObjectName {
  /** The name of the Service's port; undefined for all of them. */
  readonly port?: string;
  /** What the certificate has to be for. */
  readonly hostname: string;
  readonly source?: SourceLocation;
}

/** How a Gateway treats certificates of clients. */
export interface ClientCertificates {
  /** By port; the modes of other ports are that of `others`. */
  readonly perPort: ReadonlyMap<number, ClientCertificateMode>;
  readonly others?: ClientCertificateMode;
}

export type ClientCertificateMode = 'AllowValidOnly' | 'AllowInsecureFallback';

/** What decides over requests that come in by Gateways. */
export interface GatewayModel {
  /** In the order of their precedence: those of Gateways before those of ListenerSets. */
  readonly listeners: readonly Listener[];
  /** By the Gateways, as NAMESPACE/NAME. */
  readonly allowedListenerSets: ReadonlyMap<string, AllowedListenerSets>;
  readonly routes: readonly Route[];
  readonly grants: readonly Grant[];
  /** The labels of Namespaces; those that are not among the objects are missing. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Filters of implementations that rewrite paths by an expression, by KIND NAMESPACE/NAME. */
  readonly pathRewrites: ReadonlyMap<string, PathRewriteFilter>;
  /** How backends are spoken to over TLS, by the Services as NAMESPACE/NAME. */
  readonly backendTls: ReadonlyMap<string, readonly BackendTls[]>;
  /** The ports at which Gateways ask clients for certificates, by the Gateways as NAMESPACE/NAME. */
  readonly clientCertificates: ReadonlyMap<string, ClientCertificates>;
  /** The ports of Services, by NAMESPACE/NAME; `undefined` where the objects hold no Service at all, so that nothing is known of them. */
  readonly services: ReadonlyMap<string, readonly number[]> | undefined;
}

/** The kinds that a protocol's listener takes where it names none. Source: apis/v1/gateway_types.go, `AllowedRoutes.Kinds`. */
export const KINDS_OF_PROTOCOL: Readonly<Record<string, readonly RouteKind[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

export const nameOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string => `${namespace}/${name}`;

/** The Gateways that have listeners, in the order of the objects. */
export function gatewaysOf({ listeners }: GatewayModel): ObjectName[] {
  return [...new Map(listeners.map(({ gateway }) => [nameOf(gateway), gateway])).values()];
}
