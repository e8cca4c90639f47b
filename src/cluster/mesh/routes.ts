import { Mesh } from './mesh';
import { MeshObject } from './mesh-objects';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { GatewayApiObject } from '../gateway-api/gateway-api-objects';

/** A Service by its namespace and name. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** The Service that a host of a VirtualService or DestinationRule means: a short name is one of the own namespace. */
export function serviceOfHost(host: unknown, namespace: string): ServiceName | undefined {
  const [, name, of] = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9.-]+)?)?)?$/.exec(String(host)) ?? [];
  return name === undefined ? undefined : { name, namespace: of ?? namespace };
}

/** The Services that the hosts of a VirtualService mean. */
export function servicesOfVirtualService({ namespace = 'default', object: { spec } }: MeshObject): ServiceName[] {
  const { hosts } = isPlainObject(spec) ? spec : {} as PlainObject;
  return Array.isArray(hosts) ? hosts.flatMap(host => serviceOfHost(host, namespace) ?? []) : [];
}

/** The Services that a route is for inside the mesh: its parents of that kind. */
export function servicesOfRoute({ namespace = 'default', object: { spec } }: GatewayApiObject): ServiceName[] {
  const { parentRefs } = isPlainObject(spec) ? spec : {} as PlainObject;
  return (Array.isArray(parentRefs) ? parentRefs.filter(isPlainObject) : []).filter(({ kind, group }) => kind === 'Service' && (group === '' || group === 'core'))
    .map(ref => ({ name: String(ref.name), namespace: typeof ref.namespace === 'string' ? ref.namespace : namespace }));
}

/** The Services that a route sends requests to. */
export function backendsOfRoute({ namespace = 'default', object: { spec } }: GatewayApiObject): ServiceName[] {
  const { rules } = isPlainObject(spec) ? spec : {} as PlainObject;
  const ofRules = Array.isArray(rules) ? rules.filter(isPlainObject)
    .flatMap(({ backendRefs }) => Array.isArray(backendRefs) ? backendRefs.filter(isPlainObject) : []) : [];
  return ofRules.filter(({ kind = 'Service' }) => kind === 'Service').map(ref => ({ name: String(ref.name), namespace: typeof ref.namespace === 'string' ? ref.namespace : namespace }));
}

export const isSame = (a: ServiceName, b: ServiceName): boolean => a.name === b.name && a.namespace === b.namespace;

/** The routes of the mesh for a Service: HTTPRoutes and the like with it as the parent. */
export function meshRoutesOf(mesh: Mesh, service: ServiceName): GatewayApiObject[] {
  return [...mesh.cluster.gatewayApiObjects.values()].filter(({ kind }) => kind.endsWith('Route')).filter(route => servicesOfRoute(route).some(each => isSame(each, service)));
}

/** The VirtualServices for a Service. */
export function virtualServicesOf(mesh: Mesh, service: ServiceName): MeshObject[] {
  return mesh.ofKind('networking.istio.io', 'VirtualService').filter(object => servicesOfVirtualService(object).some(each => isSame(each, service)));
}
