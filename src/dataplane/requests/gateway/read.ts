import {
  AllowedListenerSets, GatewayModel, Grant, KINDS_OF_PROTOCOL, Listener, ObjectName, ParentReference, PathRewriteFilter, Route, RouteKind, nameOf,
} from './model';
import { SourceLocation } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { withDefaults } from '../../../base/schema/structure';
import { GATEWAY_GROUP } from '../../../programs/gateway-api/kinds';
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
  let services: Map<string, number[]> | undefined;
  for (const { object: given, source } of objects) {
    const kind = String(given.kind);
    const isOfGateway = String(given.apiVersion).startsWith(`${GATEWAY_GROUP}/`);
    const object: any = isOfGateway ? withDefaults(given, rootOf(kind, target)) : given;
    const name: ObjectName = { kind, namespace: object.metadata?.namespace ?? 'default', name: object.metadata?.name ?? '' };
    if (isOfGateway) {
      if (kind === 'Gateway') {
        listeners.push(...listenersOf(object, { ...name, kind }, name, source));
        allowedListenerSets.set(nameOf(name), object.spec.allowedListeners?.namespaces ?? { from: 'None' });
      }
      if (kind === 'ListenerSet') sets.push({ object, name, source });
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
  return { allowedListenerSets, listeners: [...listeners, ...setListeners(sets)], routes, grants, pathRewrites, namespaces, services };
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
    return listenersOf(object, { ...name, kind: 'ListenerSet' }, { kind, namespace, name: gateway }, source);
  });
}

function listenersOf(object: PlainObject & { readonly spec: any }, owner: Listener['owner'], gateway: ObjectName, source?: SourceLocation): Listener[] {
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
    ...source && { source },
  };
}
