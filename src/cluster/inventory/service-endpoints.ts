import { FAMILIES, Family } from '../../base/ip/address';
import { listOf } from '../../base/text/words';
import { Cluster } from '../cluster';
import { EndpointStatus } from '../served/endpoint';
import { EndpointSlice } from '../served/endpoint-slice';
import { Node } from '../served/node';
import { Service, ServicePort } from '../served/service';

/** The endpoints of one port of a Service, in one family, that kube-proxy may send traffic to. */
export interface PortEndpoints {
  readonly port: ServicePort;
  readonly family: Family;
  readonly count: number;
  /** The names of the nodes that have one. */
  readonly nodeNames: ReadonlySet<string>;
}

/**
 * The endpoints of each port and family of a Service, or `undefined` where the objects don't tell: a Service that is still to be
 * applied, or an input without EndpointSlices. A stored Service without slices has no endpoints.
 */
export function portEndpointsOf(cluster: Cluster, service: Service): PortEndpoints[] | undefined {
  if (!knowsEndpoints(cluster, service)) return undefined;
  const slices = cluster.endpointSlices.get(`${service.namespace}/${service.name}`);
  const known = FAMILIES.filter(family => service.clusterIps[family] !== undefined);
  const families = known.length > 0 ? known : FAMILIES.filter(family => slices?.some(slice => slice.family === family));
  return families.flatMap(family => service.ports.map(port => endpointsOfPort(port, family, slices ?? [])));
}

/** Whether the objects show which endpoints a Service has. */
export function knowsEndpoints(cluster: Cluster, service: Service): boolean {
  return cluster.endpointSlices.has(`${service.namespace}/${service.name}`) || (cluster.endpointSlices.size > 0 && !cluster.isPlanned(service));
}

function endpointsOfPort(port: ServicePort, family: Family, slices: readonly EndpointSlice[]): PortEndpoints {
  const nodeNames = new Set<string>();
  let count = 0;
  for (const slice of slices) {
    if (slice.family !== family || slice.labels.headless) continue;
    const slicePort = slice.ports.find(({ name, protocol }) => name === port.name && protocol === port.protocol);
    for (const { status, nodeName } of slicePort?.endpoints ?? []) {
      if (!isUsable(status)) continue;
      count++;
      if (nodeName !== undefined) nodeNames.add(nodeName);
    }
  }
  return { port, family, count, nodeNames };
}

/** Ready ones, and those that terminate but still serve, which are used where there are no ready ones (KEP-1669). */
function isUsable({ ready, serving, terminating }: EndpointStatus): boolean {
  return ready || (serving && terminating);
}

/** The nodes where kube-proxy has to serve pods: those with Linux that take pods. */
export function servingNodes({ nodes }: Cluster): readonly Node[] {
  return [...nodes.values()].filter(({ operatingSystem, unschedulable }) => operatingSystem !== 'windows' && !unschedulable);
}

/** The nodes without an endpoint of their own for a port that has endpoints on other nodes. */
export function nodesWithoutEndpoint(nodes: readonly Node[], endpoints: readonly PortEndpoints[]): readonly Node[] {
  const served = endpoints.filter(({ count }) => count > 0);
  return served.length === 0 ? [] : nodes.filter(({ name }) => served.some(({ nodeNames }) => !nodeNames.has(name)));
}

/** `a, b, c and 7 more` */
export function describeNodes(nodes: readonly Node[]): string {
  return listOf(nodes.map(({ name }) => name), 3);
}
