import { EndpointSlice, EndpointStatus } from '../intake/endpoint-slice';
import { isPassedOver } from '../intake/labels';
import { ServicePort } from '../intake/service';
import { Family } from '../ip/address';
import { Features } from '../versions/features';

/** An address and port that serves one port of a Service, as seen from one node. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly local: boolean;
  readonly status: EndpointStatus;
}

/**
 * The endpoints of a service port in kube-proxy's order: by the bytes of `ADDRESS:PORT`, which is neither numeric
 * nor field by field. Slice ports are matched by name and protocol; a Service's targetPort is not looked at.
 */
export function endpointsOf(
  port: ServicePort, slices: readonly EndpointSlice[], family: Family, nodeName: string, features: Features,
): Endpoint[] {
  const endpoints: Endpoint[] = [];
  for (const slice of slices) {
    if (slice.family !== family || isPassedOver('EndpointSlice', slice.labels, features)) continue;
    const slicePort = slice.ports.find(candidate => candidate.name === port.name && candidate.protocol === port.protocol);
    if (!slicePort) continue;
    for (const { address, nodeName: on, status } of slice.endpoints) {
      endpoints.push({ address, port: slicePort.port, local: nodeName !== '' && on === nodeName, status });
    }
  }
  return withoutDuplicates(endpoints.sort(family === 'ip' ? compareIpv4 : compareIpv6), features);
}

/** Whether a later endpoint takes the place of an earlier one with the same address and port. */
const TAKES_OVER: Record<Features['duplicateEndpoints'], (later: Endpoint) => boolean> = {
  'first-or-local': later => later.local,
  'last-unless-terminating': later => !later.status.terminating,
};

/** Of endpoints that are sorted, so that duplicates stand side by side, in the order of their slices. */
function withoutDuplicates(endpoints: Endpoint[], features: Features): Endpoint[] {
  if (!endpoints.some((endpoint, i) => i > 0 && isSame(endpoint, endpoints[i - 1]))) return endpoints;
  const takesOver = TAKES_OVER[features.duplicateEndpoints];
  const unique: Endpoint[] = [];
  for (const endpoint of endpoints) {
    const last = unique.at(-1);
    if (!last || !isSame(last, endpoint)) unique.push(endpoint);
    else if (takesOver(endpoint)) unique[unique.length - 1] = endpoint;
  }
  return unique;
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.port === b.port && a.address === b.address;
}

function compareIpv4(a: Endpoint, b: Endpoint): number {
  return compare(a, b, ':');
}

function compareIpv6(a: Endpoint, b: Endpoint): number {
  return compare(a, b, ']');
}

/**
 * Compares `ADDRESS:PORT` and `[ADDRESS]:PORT` without putting the texts together. What ends an address plays a part where
 * one address begins with the other: `10.0.0.10:80` comes before `10.0.0.1:80`. Sorting is stable, so equal ones keep their order.
 */
function compare(a: Endpoint, b: Endpoint, end: string): number {
  if (a.address === b.address) return a.port === b.port ? 0 : String(a.port) < String(b.port) ? -1 : 1;
  if (a.address < b.address) return b.address.startsWith(a.address) && b.address[a.address.length] < end ? 1 : -1;
  return a.address.startsWith(b.address) && a.address[b.address.length] < end ? -1 : 1;
}
