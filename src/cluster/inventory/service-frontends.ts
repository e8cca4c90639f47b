import { Family, IpAddress } from '../../base/ip/address';
import { Service, ServicePort } from '../served/service';

/** The Services that kube-proxy looks at. */
export function servedServices({ services }: { readonly services: ReadonlyMap<string, Service> }): readonly Service[] {
  return [...services.values()].filter(({ isServed }) => isServed);
}

/** The addresses beyond the cluster's own range that kube-proxy takes traffic for: external IPs and those of load balancers. */
export function externalAddresses({ externalIps, loadBalancerVips }: Service): readonly IpAddress[] {
  return [...externalIps, ...loadBalancerVips];
}

/** Whether it has such addresses, or a load balancer is still to assign one. */
export function hasExternalAddresses(service: Service): boolean {
  return service.type === 'LoadBalancer' || service.externalIps.length > 0 || service.loadBalancerVips.length > 0;
}

/** Whether kube-proxy lets traffic from outside to it in a family: upstream's ServicePort.ExternallyAccessible. */
export function isExternallyAccessible(service: Service, family: Family): boolean {
  return service.hasNodePorts || externalAddresses(service).some(address => address.family === family);
}

/** Whether kube-proxy has rules for it in a family. Which families a Service has that isn't stored yet remains to be seen. */
export function mayHaveFamily({ clusterIps }: Service, family: Family): boolean {
  return clusterIps[family] !== undefined || (clusterIps.ip === undefined && clusterIps.ip6 === undefined);
}

/** `TCP 80, UDP 53` */
export function describePorts(ports: readonly ServicePort[]): string {
  return ports.map(({ protocol, port }) => `${protocol.toUpperCase()} ${port}`).join(', ');
}

/** `NodePort 30080/TCP, 30053/UDP` */
export function describeNodePorts(ports: readonly ServicePort[]): string {
  const known = ports.filter(({ nodePort }) => nodePort !== 0).map(({ nodePort, protocol }) => `${nodePort}/${protocol.toUpperCase()}`);
  return known.length === 0 ? 'NodePort not allocated yet' : `NodePort ${known.join(', ')}`;
}

/** `203.0.113.7, 2001:db8::7` */
export function describeAddresses(addresses: readonly IpAddress[]): string {
  return addresses.length === 0 ? 'address not assigned yet' : [...new Set(addresses.map(({ text }) => text))].join(', ');
}
