import {
  AllowedListenerSets, BackendTls, ClientCertificateMode, ClientCertificates, GatewayModel, Grant, KINDS_OF_PROTOCOL, Listener, ListenerOwnerKind,
  nameOf, ObjectName, ParentReference, PathRewriteFilter, Route, RouteKind,
} from './model';
import { SourceLocation } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { withDefaults } from '../../../base/schema/structure';
import { EXPERIMENTAL_GROUP, GATEWAY_GROUP } from '../../../programs/gateway-api/kinds';
import { schemaOf } from '../../../programs/gateway-api/schema';
import { GatewayApiTarget } from '../../../programs/gateway-api/target';

/** An object whose structure is right: what the CRDs refuse never gets here. */
export interface ReadableObject {
  readonly object: any;
  readonly source?: SourceLocation;
}

interface ReadSet extends ReadableObject {
  readonly name: ObjectName;
}

const ROUTES: readonly string[] = Object.values(KINDS_OF_PROTOCOL).flat();

/** Puts objects together to what decides over requests. Kinds that do not are passed over. */
export function readGatewayModel(objects: Iterable<ReadableObject>, target: GatewayApiTarget): GatewayModel {
  const listeners: Listener[] = [];
  const allowedListenerSets = new Map<string, AllowedListenerSets>();
  const sets: ReadSet[] = [];
  const routes: Route[] = [];
  const grants: Grant[] = [];
  const pathRewrites = new Map<string, PathRewriteFilter>();
  const namespaces = new Map<string, Readonly<Record<string, string>>>();
  const backendTls = new Map<string, BackendTls[]>();
  const clientCertificates = new Map<string, ClientCertificates>();
  const defaultGateways: ObjectName[] = [];
  let services: Map<string, number[]> | undefined;
  for (const { object: given, source } of objects) {
    const kind = String(given.kind);
    const isOfGateway = GROUPS.some(group => String(given.apiVersion).startsWith(`${group}/`));
    const object: any = isOfGateway ? withDefaults(given, rootOf(kind, target)) : given;
    const name: ObjectName = { kind, namespace: object.metadata?.namespace ?? 'default', name: object.metadata?.name ?? '' };
    if (isOfGateway) {
      if (kind === 'Gateway') {
        listeners.push(...listenersOf(object, { ...name, kind }, name, source));
        allowedListenerSets.set(nameOf(name), object.spec.allowedListeners?.namespaces ?? { from: 'None' });
        if (object.spec.tls?.frontend) clientCertificates.set(nameOf(name), clientCertificatesOf(object.spec.tls.frontend));
        if (object.spec.defaultScope === 'All') defaultGateways.push(name);
      }
      if (LISTENER_SETS.includes(kind)) sets.push({ object, name, source });
      else if (kind === 'BackendTLSPolicy') addBackendTls(backendTls, object, name, source);
      else if (ROUTES.includes(kind)) routes.push(readRoute(object, { ...name, kind: kind as RouteKind }, source));
      else if (kind === 'ReferenceGrant') grants.push({ namespace: name.namespace, from: object.spec.from, to: object.spec.to });
    } else if (kind === 'HTTPRouteFilter') {
      // Source: api/v1alpha1/httproutefilter_types.go of envoyproxy/gateway.
      const replace = object.spec?.urlRewrite?.path?.replaceRegexMatch;
      if (replace) pathRewrites.set(`${kind} ${name.namespace}/${name.name}`, replace);
    } else if (object.apiVersion === 'v1' && kind === 'Namespace') {
      namespaces.set(name.name, { 'kubernetes.io/metadata.name': name.name, ...object.metadata.labels });
    } else if (object.apiVersion === 'v1' && kind === 'Service') {
      services ??= new Map();
      services.set(`${name.namespace}/${name.name}`, (object.spec?.ports ?? []).map(({ port }: any) => port));
    }
  }
  const all = defaultGateways.length === 0 ? routes : routes.map(route => withDefaultGateways(route, defaultGateways));
  return {
    allowedListenerSets,
    listeners: [...listeners, ...setListeners(sets)],
    routes: all,
    grants,
    pathRewrites,
    namespaces,
    backendTls,
    clientCertificates,
    services,
  };
}

const GROUPS: readonly string[] = [GATEWAY_GROUP, EXPERIMENTAL_GROUP];
/** Before 1.5, sets of listeners were an experiment of another name. */
const LISTENER_SETS: readonly string[] = ['ListenerSet', 'XListenerSet'];

/** A route that uses default Gateways is as one that names them: GEP-3793. */
function withDefaultGateways(route: Route, gateways: readonly ObjectName[]): Route {
  if (!route.usesDefaultGateways) return route;
  const named = new Set(route.parents.filter(({ kind }) => kind === 'Gateway').map(nameOf));
  const others = gateways.filter(gateway => !named.has(nameOf(gateway)));
  return { ...route, parents: [...route.parents, ...others.map(gateway => ({ ...gateway, group: GATEWAY_GROUP }))] };
}

function clientCertificatesOf({ default: others, perPort = [] }: any): ClientCertificates {
  const modeOf = ({ validation }: any): ClientCertificateMode | undefined => validation && (validation.mode ?? 'AllowValidOnly');
  const ports = perPort.flatMap(({ port, tls }: any) => {
    const mode = modeOf(tls ?? {});
    return mode === undefined ? [] : [[port, mode] as const];
  });
  const mode = modeOf(others ?? {});
  return { perPort: new Map(ports), ...mode && { others: mode } };
}

function addBackendTls(known: Map<string, BackendTls[]>, object: any, name: ObjectName, source?: SourceLocation): void {
  for (const { kind, name: target, sectionName } of object.spec.targetRefs ?? []) {
    if (kind !== 'Service') continue;
    const key = `${name.namespace}/${target}`;
    const policy: BackendTls = { ...name, hostname: object.spec.validation?.hostname ?? '', ...sectionName && { port: sectionName }, ...source && { source } };
    known.set(key, [...known.get(key) ?? [], policy]);
  }
}

const rootOf = (kind: string, target: GatewayApiTarget) => schemaOf(kind, target);

/**
 * The listeners of sets behind those of their Gateways, the oldest set first, then by name: of two that are in conflict the later one
 * loses. Source: apis/v1/listenerset_types.go.
 */
function setListeners(sets: readonly ReadSet[]): Listener[] {
  const age = ({ object, name }: ReadSet): string => `${object.metadata.creationTimestamp ?? ''} ${name.namespace}/${name.name}`;
  return [...sets].sort((a, b) => (age(a) < age(b) ? -1 : 1)).flatMap(({ object, name, source }) => {
    const { kind, namespace = name.namespace, name: gateway } = object.spec.parentRef;
    return listenersOf(object, { ...name, kind: name.kind as ListenerOwnerKind }, { kind: kind ?? 'Gateway', namespace, name: gateway }, source);
  });
}

function listenersOf(
  object: PlainObject & { readonly spec: any }, owner: Listener['owner'], gateway: ObjectName, source?: SourceLocation,
): Listener[] {
  return object.spec.listeners.map(({ name, port, protocol, hostname = '', tls, allowedRoutes = {} }: any): Listener => ({
    owner,
    gateway,
    name,
    port,
    protocol,
    hostname,
    ...tls && { tlsMode: tls.mode },
    certificates: (tls?.certificateRefs ?? []).map((ref: any) => ({ namespace: ref.namespace ?? owner.namespace, name: ref.name, kind: ref.kind })),
    allowedNamespaces: allowedRoutes.namespaces ?? { from: 'Same' },
    allowedKinds: allowedRoutes.kinds?.length > 0
      ? allowedRoutes.kinds.filter((each: any) => (each.group ?? GATEWAY_GROUP) === GATEWAY_GROUP).map((each: any) => each.kind)
      : KINDS_OF_PROTOCOL[protocol] ?? [],
    ...source && { source },
  }));
}

function readRoute(object: any, name: ObjectName & { readonly kind: RouteKind }, source?: SourceLocation): Route {
  return {
    ...name,
    created: object.metadata.creationTimestamp ?? '',
    hostnames: object.spec.hostnames ?? [],
    parents: (object.spec.parentRefs ?? []).map((ref: any): ParentReference => ({ ...ref, namespace: ref.namespace ?? name.namespace })),
    rules: object.spec.rules ?? [],
    ...object.spec.useDefaultGateways === 'All' && { usesDefaultGateways: true },
    ...source && { source },
  };
}
