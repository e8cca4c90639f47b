import { NodeView } from './node-view';
import { cidrContains } from '../../base/ip/cidr';
import { isLocal } from '../../cluster/served/endpoint';
import { ServedPort } from '../endpoints/served-port';

/**
 * Whether kube-proxy's health check server listens on one of the node's addresses: on all of them where nodePortAddresses
 * takes all, or else on those that it selects (upstream: proxy/healthcheck, newServiceHealthServer).
 */
export function listensForHealthChecks(view: NodeView, address: string): boolean {
  const { nodePortRanges, interfaceAddresses } = view;
  return nodePortRanges === 'any' || (interfaceAddresses.has(address) && nodePortRanges.some(range => cidrContains(range, address)));
}

/** 200 where a ready endpoint is on the node, 503 where none is. */
export function healthStatus(ports: readonly ServedPort[], nodeName: string): number {
  return ports.some(({ allEndpoints }) => allEndpoints.some(endpoint => endpoint.status.ready && isLocal(endpoint, nodeName))) ? 200 : 503;
}
