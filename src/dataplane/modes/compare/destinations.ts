import { formatIp } from '../../../base/ip/address';
import { Cidr, isLoopback } from '../../../base/ip/cidr';
import { addOffset, sizeOf } from '../../../base/ip/range';
import { ServedPort } from '../../endpoints/served-port';
import { frontendKey, NodeView } from '../node-view';
import { isLinkLocal, PacketProtocol } from '../packet';

/** What a packet is sent to. */
export const DESTINATION_KINDS = [
  'cluster-ip', 'external-ip', 'load-balancer-ip', 'node-port', 'health-check', 'undefined-port', 'ping', 'unallocated-cluster-ip', 'other',
] as const;

/** What a packet is sent to. */
export type DestinationKind = (typeof DESTINATION_KINDS)[number];

/** An address and port that clients may send to, because of a Service or beside one. */
export interface ModeDestination {
  readonly kind: DestinationKind;
  readonly address: string;
  /** 0 for an echo request. */
  readonly port: number;
  readonly protocol: PacketProtocol;
  /** Undefined for an address that no Service has. */
  readonly served?: ServedPort;
}

/** All that clients may send to on a node: frontends, the ports of health checks, and what is for no Service beside them. */
export function* destinationsOf(view: NodeView): Generator<ModeDestination> {
  const nodeAddresses = nodeAddressesOf(view);
  const linkAddresses = [...view.interfaceAddresses].filter(address => view.family === 'ip6' && isLinkLocal(address)).slice(0, 1);
  const taken = new Set(view.ports.flatMap(served => frontendsOf(served).map(({ address, port, protocol }) => frontendKey(address, protocol, port))));
  const seenHealthChecks = new Set<number>();
  const seenAddresses = new Set<string>();
  for (const served of view.ports) {
    const { port: { protocol, nodePort }, service: { healthCheckNodePort } } = served;
    yield* frontendsOf(served);
    if (nodePort !== 0) for (const address of [...nodeAddresses, ...linkAddresses]) yield { kind: 'node-port', address, port: nodePort, protocol, served };
    if (view.healthChecks.has(healthCheckNodePort) && !seenHealthChecks.has(healthCheckNodePort)) {
      seenHealthChecks.add(healthCheckNodePort);
      for (const address of [...nodeAddresses, ...served.loadBalancerVips.filter(vip => !nodeAddresses.includes(vip))]) {
        yield { kind: 'health-check', address, port: healthCheckNodePort, protocol: 'tcp', served };
      }
    }
    for (const address of [served.clusterIp, ...served.externalIps, ...served.loadBalancerVips]) {
      if (seenAddresses.has(address)) continue;
      seenAddresses.add(address);
      yield { kind: 'undefined-port', address, port: freePort(address, taken), protocol: 'tcp', served };
      yield { kind: 'ping', address, port: 0, protocol: 'icmp', served };
    }
  }
  for (const address of unallocatedOf(view)) yield { kind: 'unallocated-cluster-ip', address, port: 80, protocol: 'tcp' };
}

/** What a Service port is reached by, without its NodePort. */
export function frontendsOf(served: ServedPort): ModeDestination[] {
  const { port: { port, protocol }, clusterIp, externalIps, loadBalancerVips } = served;
  const to = (kind: DestinationKind) => (address: string): ModeDestination => ({ kind, address, port, protocol, served });
  return [
    to('cluster-ip')(clusterIp),
    ...externalIps.filter(address => !loadBalancerVips.includes(address)).map(to('external-ip')),
    ...new Set(loadBalancerVips.map(to('load-balancer-ip'))),
  ];
}

/** The node's own address first, then those of its other interfaces, and localhost. */
export function nodeAddressesOf({ family, nodeIp, interfaceAddresses }: NodeView): string[] {
  const others = [...interfaceAddresses].filter(address => address !== nodeIp && !isLoopback(address) && !isLinkLocal(address));
  return [...nodeIp === undefined ? [] : [nodeIp], ...others, family === 'ip' ? '127.0.0.1' : '::1'];
}

/** A high port that no Service has at the address. */
function freePort(address: string, taken: ReadonlySet<string>): number {
  let port = 65_000;
  while (taken.has(frontendKey(address, 'tcp', port))) port--;
  return port;
}

/** One address of each range of ClusterIPs that no Service has. */
function unallocatedOf({ inputs: { cluster }, family, clusterIps }: NodeView): string[] {
  const ranges = [...cluster.serviceCidrs.values()].flatMap(({ cidrs }) => cidrs.map(({ cidr }) => cidr)).filter(cidr => cidr.family === family);
  return ranges.map(range => lastFree(range, clusterIps)).filter(address => address !== undefined);
}

function lastFree(range: Cidr, taken: ReadonlySet<string>): string | undefined {
  const size = sizeOf(range);
  for (let offset = Math.min(size, 2 ** 31) - 2; offset > 0; offset--) {
    const address = formatIp(addOffset(range.network, offset));
    if (!taken.has(address)) return address;
  }
  return undefined;
}
