import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { ISTIO, TRAFFIC_TYPES, WAYPOINT_CLASSES } from '../../programs/istio/names';
import { Cluster } from '../cluster';
import { GatewayApiObject, Namespace } from '../gateway-api/gateway-api-objects';

export type TrafficType = typeof TRAFFIC_TYPES[number];

/** A Gateway whose proxy reads the requests to Services or pods that name it. */
export interface Waypoint extends GatewayApiObject {
  readonly namespace: string;
  readonly className: string;
  /** As the label says, which may be a word that nobody knows. */
  readonly trafficType: string;
  readonly listeners: readonly PlainObject[];
}

/** The Gateways of a class for waypoints. */
export function waypointsOf(cluster: Cluster): Waypoint[] {
  const gateways = [...cluster.gatewayApiObjects.values()];
  const classLabels = new Map(gateways.filter(({ kind }) => kind === 'GatewayClass').map(each => [each.name, labelsOf(each.object)]));
  return gateways.filter(({ kind }) => kind === 'Gateway').flatMap((gateway): Waypoint[] => {
    const spec = isPlainObject(gateway.object.spec) ? gateway.object.spec : {} as PlainObject;
    const className = String(spec.gatewayClassName);
    if (!WAYPOINT_CLASSES.some(({ name }) => name === className)) return [];
    const trafficType = labelsOf(gateway.object)[ISTIO.waypointFor] ?? classLabels.get(className)?.[ISTIO.waypointFor] ?? 'service';
    const listeners = Array.isArray(spec.listeners) ? spec.listeners.filter(isPlainObject) : [];
    return [{ ...gateway, namespace: gateway.namespace ?? 'default', className, trafficType, listeners }];
  });
}

/** Whether traffic of a kind goes through the waypoint. */
export function takesTraffic({ trafficType }: Waypoint, type: 'service' | 'workload'): boolean {
  return trafficType === type || trafficType === 'all';
}

/** Whether objects of a namespace may name the waypoint: the allowedRoutes of its listener. Undefined where the namespace's labels are not known. */
export function admits(waypoint: Waypoint, namespaceName: string, namespace?: Namespace): boolean | undefined {
  const { allowedRoutes } = waypoint.listeners.find(({ protocol }) => protocol === 'HBONE') ?? waypoint.listeners[0] ?? {};
  const { from = 'Same', selector } = isPlainObject(allowedRoutes) && isPlainObject(allowedRoutes.namespaces) ? allowedRoutes.namespaces : {} as PlainObject;
  if (from === 'All' || namespaceName === waypoint.namespace) return from !== 'None';
  if (from !== 'Selector') return false;
  return namespace && matchesSelector(selector, namespace.labels);
}

/** A label selector of Kubernetes; without conditions it selects everything. */
export function matchesSelector(selector: unknown, labels: Readonly<Record<string, unknown>>): boolean {
  const { matchLabels, matchExpressions } = isPlainObject(selector) ? selector : {} as PlainObject;
  const hasLabels = Object.entries(isPlainObject(matchLabels) ? matchLabels : {}).every(([key, value]) => labels[key] === value);
  return hasLabels && (Array.isArray(matchExpressions) ? matchExpressions.filter(isPlainObject) : []).every(({ key, operator, values }) => {
    const value = labels[String(key)];
    const isIn = Array.isArray(values) && values.includes(value);
    switch (operator) {
      case 'In': return value !== undefined && isIn;
      case 'NotIn': return value === undefined || !isIn;
      case 'Exists': return value !== undefined;
      default: return value === undefined;
    }
  });
}

export function labelsOf({ metadata }: PlainObject): Readonly<Record<string, string>> {
  return mapOf(isPlainObject(metadata) ? metadata.labels : undefined);
}

export function annotationsOf({ metadata }: PlainObject): Readonly<Record<string, string>> {
  return mapOf(isPlainObject(metadata) ? metadata.annotations : undefined);
}

function mapOf(value: unknown): Readonly<Record<string, string>> {
  return (isPlainObject(value) ? value : {}) as Readonly<Record<string, string>>;
}
