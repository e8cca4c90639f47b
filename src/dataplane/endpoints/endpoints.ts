import { Family } from '../../base/ip/address';
import { COMPARE_ENDPOINTS, Endpoint, hasSameKey, isLocal } from '../../cluster/served/endpoint';
import { EndpointSlice } from '../../cluster/served/endpoint-slice';
import { ServicePort } from '../../cluster/served/service';
import { isPassedOver } from '../passed-over';
import { Features } from '../versions/features';

const NONE: readonly never[] = [];

/**
 * The endpoints of a service port, sorted, each address and port once. Slice ports are matched by name and protocol; a
 * Service's targetPort is not looked at.
 */
export function endpointsOf(
  port: ServicePort, slices: readonly EndpointSlice[], family: Family, nodeName: string, features: Features,
): readonly Endpoint[] {
  const lists: (readonly Endpoint[])[] = [];
  for (const slice of slices) {
    if (slice.family !== family || isPassedOver('EndpointSlice', slice.labels, features)) continue;
    const slicePort = slice.ports.find(candidate => candidate.name === port.name && candidate.protocol === port.protocol);
    if (slicePort) lists.push(slicePort.endpoints);
  }
  if (lists.length === 0) return NONE;
  // Each slice is sorted already. Sorting is stable, so endpoints that are the same keep the order of their slices.
  const endpoints = lists.length === 1 ? lists[0] : lists.flat().sort(COMPARE_ENDPOINTS[family]);
  return withoutDuplicates(endpoints, nodeName, features);
}

/** Whether a later endpoint takes the place of an earlier one with the same address and port. */
const TAKES_OVER: Record<Features['duplicateEndpoints'], (later: Endpoint, nodeName: string) => boolean> = {
  'first-or-local': isLocal,
  'last-unless-terminating': later => !later.status.terminating,
};

function withoutDuplicates(sorted: readonly Endpoint[], nodeName: string, features: Features): readonly Endpoint[] {
  if (!hasDuplicates(sorted)) return sorted;
  const takesOver = TAKES_OVER[features.duplicateEndpoints];
  const unique: Endpoint[] = [];
  for (const endpoint of sorted) {
    const last = unique.at(-1);
    if (!last || !hasSameKey(last, endpoint)) unique.push(endpoint);
    else if (takesOver(endpoint, nodeName)) unique[unique.length - 1] = endpoint;
  }
  return unique;
}

function hasDuplicates(sorted: readonly Endpoint[]): boolean {
  for (let i = 1; i < sorted.length; i++) if (hasSameKey(sorted[i - 1], sorted[i])) return true;
  return false;
}
