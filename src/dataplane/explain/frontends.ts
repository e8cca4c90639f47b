import { FrontendKind } from './vocabulary';
import { Family } from '../../base/ip/address';
import { TransportProtocol } from '../../base/ip/transport-protocol';
import { nodeIpsOf } from '../../cluster/served/node';
import { Service, ServicePort } from '../../cluster/served/service';
import { RulesetInputs } from '../nftables/generate';
import { nodePortIps } from '../node/node-port-ips';
import { isPassedOver } from '../passed-over';

/** An address and port by which a port of a Service is reached, as the objects tell; what the rules make of it is another matter. */
export interface Frontend {
  readonly service: Service;
  readonly port: ServicePort;
  readonly kind: FrontendKind;
  readonly family: Family;
  readonly address: string;
  /** The port that a client uses. */
  readonly portNumber: number;
  /** Where it is another one than that of the Service's port. */
  readonly protocol?: TransportProtocol | 'icmp';
}

/** What people call a frontend. */
export const FRONTEND_TEXTS: Readonly<Record<FrontendKind, string>> = {
  [FrontendKind.CLUSTER_IP]: 'ClusterIP',
  [FrontendKind.EXTERNAL_IP]: 'external IP',
  [FrontendKind.LOAD_BALANCER_IP]: 'load balancer IP',
  [FrontendKind.NODE_PORT]: 'NodePort',
  [FrontendKind.HEALTH_CHECK]: 'health check',
  [FrontendKind.UNDEFINED_PORT]: 'undefined port',
  [FrontendKind.PING]: 'ping',
};

/** Which Services are looked at. */
export type ServiceFilter = (service: Service) => boolean;

/** All frontends of a family, by the names of the Services. */
export function* frontendsOf(inputs: RulesetInputs, family: Family, isWanted: ServiceFilter = () => true): Generator<Frontend> {
  const nodeAddresses = nodePortAddresses(inputs, family);
  const services = [...inputs.cluster.services].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [, service] of services) {
    if (isServed(service, inputs) && isWanted(service)) yield* frontendsOfService(service, family, nodeAddresses);
  }
}

/** The frontends of one Service; those that only some addresses of the node have, for the given ones. */
export function* frontendsOfService(service: Service, family: Family, nodeAddresses: readonly string[]): Generator<Frontend> {
  const clusterIp = service.clusterIps[family];
  if (clusterIp === undefined) return;
  const texts = (addresses: Service['externalIps']) => new Set(addresses.filter(address => address.family === family).map(({ text }) => text));
  const vips = texts(service.loadBalancerVips);
  for (const port of service.ports) {
    const frontend = (kind: FrontendKind, address: string, portNumber = port.port): Frontend =>
      ({ service, port, kind, family, address, portNumber });
    yield frontend(FrontendKind.CLUSTER_IP, clusterIp);
    for (const address of texts(service.externalIps)) if (!vips.has(address)) yield frontend(FrontendKind.EXTERNAL_IP, address);
    for (const address of vips) yield frontend(FrontendKind.LOAD_BALANCER_IP, address);
    if (port.nodePort !== 0) for (const address of nodeAddresses) yield frontend(FrontendKind.NODE_PORT, address, port.nodePort);
  }
}

/** Whether kube-proxy looks at the Service. */
export function isServed(service: Service, { features }: RulesetInputs): boolean {
  return service.type !== 'ExternalName' && !isPassedOver('Service', service.labels, features);
}

/** The addresses of the node that a table of NodePorts is shown for: the primary one, or where it does not answer, the first that does. */
export function nodePortAddresses({ node, settings, interfaceIps }: RulesetInputs, family: Family): readonly string[] {
  const nodeIps = nodeIpsOf(node, settings.bindAddress);
  const answering = nodePortIps(settings, nodeIps, interfaceIps, family);
  const primary = nodeIps.byFamily[family];
  if (answering === 'any' || (primary !== undefined && answering.includes(primary))) return primary === undefined ? [] : [primary];
  return answering.slice(0, 1);
}
