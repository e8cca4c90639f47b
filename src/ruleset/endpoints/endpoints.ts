import { EndpointSlice, SliceEndpoint } from '../intake/endpoint-slice';
import { isPassedOver } from '../intake/labels';
import { ServicePort } from '../intake/service';
import { Family } from '../ip/address';
import { endpointKey } from '../naming';
import { Features } from '../versions/features';

/** An address and port that serves one port of a Service, as seen from one node. */
export interface Endpoint {
  /** `10.0.0.1:80`, by which endpoints are told apart and sorted. */
  readonly key: string;
  readonly address: string;
  readonly port: number;
  readonly local: boolean;
  /** The conditions and hints, as the EndpointSlice has them. */
  readonly state: SliceEndpoint;
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
    for (const state of slice.endpoints) {
      const key = endpointKey(family, state.address, slicePort.port);
      endpoints.push({ key, address: state.address, port: slicePort.port, local: isLocal(state, nodeName), state });
    }
  }
  return withoutDuplicates(endpoints, features).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function isLocal(endpoint: SliceEndpoint, nodeName: string): boolean {
  return nodeName !== '' && endpoint.nodeName === nodeName;
}

/** Whether a later endpoint takes the place of an earlier one with the same address and port. */
const TAKES_OVER: Record<Features['duplicateEndpoints'], (later: Endpoint) => boolean> = {
  'first-or-local': later => later.local,
  'last-unless-terminating': later => !later.state.terminating,
};

function withoutDuplicates(endpoints: Endpoint[], features: Features): Endpoint[] {
  if (endpoints.length < 2) return endpoints;
  const takesOver = TAKES_OVER[features.duplicateEndpoints];
  const byKey = new Map<string, Endpoint>();
  for (const endpoint of endpoints) {
    if (!byKey.has(endpoint.key) || takesOver(endpoint)) byKey.set(endpoint.key, endpoint);
  }
  return byKey.size === endpoints.length ? endpoints : [...byKey.values()];
}
