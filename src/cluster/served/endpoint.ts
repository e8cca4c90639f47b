import { Family } from '../../base/ip/address';

/** An address and port that serves one port of a Service. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  /** The node it runs on, where the EndpointSlice tells. */
  readonly nodeName?: string;
  /** The name of its pod, which is in the namespace of the EndpointSlice. kube-proxy does not read it. */
  readonly podName?: string;
  readonly status: EndpointStatus;
}

/** The conditions and hints of an endpoint. */
export interface EndpointStatus {
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
}

/** Whether the endpoint runs on the node. */
export function isLocal(endpoint: Endpoint, nodeName: string): boolean {
  return endpoint.nodeName === nodeName && nodeName !== '';
}

export function hasSameKey(a: Endpoint, b: Endpoint): boolean {
  return a.port === b.port && a.address === b.address;
}

/** kube-proxy's order of endpoints: by the bytes of `ADDRESS:PORT`, which is neither numeric nor field by field. */
export const COMPARE_ENDPOINTS: Record<Family, (a: Endpoint, b: Endpoint) => number> = {
  ip: (a, b) => compare(a, b, ':'),
  ip6: (a, b) => compare(a, b, ']'),
};

/**
 * Compares `ADDRESS:PORT` and `[ADDRESS]:PORT` without putting the texts together. What ends an address plays a part where
 * one address begins with the other: `10.0.0.10:80` comes before `10.0.0.1:80`.
 */
function compare(a: Endpoint, b: Endpoint, end: string): number {
  if (a.address === b.address) return a.port === b.port ? 0 : String(a.port) < String(b.port) ? -1 : 1;
  if (a.address < b.address) return b.address.startsWith(a.address) && b.address[a.address.length] < end ? 1 : -1;
  return a.address.startsWith(b.address) && a.address[b.address.length] < end ? -1 : 1;
}
