import { TableContext } from './context';
import {
  CLUSTER_IPS, FIREWALL_IPS, HAIRPIN_CONNECTIONS, NO_ENDPOINT_NODEPORTS, NO_ENDPOINT_SERVICES, REJECT_CHAIN, SERVICE_IPS, SERVICE_NODEPORTS,
} from './names';
import { ServicePortView } from './service-port';
import { isLocal } from '../../../cluster/served/endpoint';
import { DROP, goto, Verdict } from '../model/statements';

/** Adds a service port's frontends to the sets and maps, so that packets find its chains. */
export function addElements(view: ServicePortView, { builder, features, nodeName }: TableContext): void {
  const { chains, comment, endpoints } = view;
  const { protocol, port, nodePort } = view.port;
  // Where no endpoint exists at all the client is told so; where only other nodes have one, packets are dropped, so that
  // a load balancer's health check moves the traffic there.
  const unserved: Verdict = endpoints.hasAny ? DROP : goto(REJECT_CHAIN);
  const toExternal = chains.external === undefined ? undefined : goto(chains.external);

  if (features.hairpin === 'set') {
    for (const endpoint of endpoints.reachable) {
      const { address } = endpoint;
      if (isLocal(endpoint, nodeName)) builder.setElement(HAIRPIN_CONNECTIONS, [address, address, protocol, endpoint.port]);
    }
  }

  builder.setElement(CLUSTER_IPS, [view.clusterIp]);
  if (chains.internalTarget !== undefined) builder.mapElement(SERVICE_IPS, [view.clusterIp, protocol, port], goto(chains.internalTarget));
  else builder.mapElement(NO_ENDPOINT_SERVICES, [view.clusterIp, protocol, port], unserved, comment);

  for (const ip of view.externalIps) {
    if (toExternal) builder.mapElement(SERVICE_IPS, [ip, protocol, port], toExternal);
    if (chains.externalTarget === undefined) builder.mapElement(NO_ENDPOINT_SERVICES, [ip, protocol, port], unserved, comment);
  }
  for (const vip of view.loadBalancerVips) {
    if (toExternal) builder.mapElement(SERVICE_IPS, [vip, protocol, port], toExternal);
    if (chains.firewall !== undefined) builder.mapElement(FIREWALL_IPS, [vip, protocol, port], goto(chains.firewall));
    if (chains.externalTarget === undefined) builder.mapElement(NO_ENDPOINT_SERVICES, [vip, protocol, port], unserved, comment);
  }
  if (nodePort !== 0) {
    if (toExternal) builder.mapElement(SERVICE_NODEPORTS, [protocol, nodePort], toExternal);
    if (chains.externalTarget === undefined) builder.mapElement(NO_ENDPOINT_NODEPORTS, [protocol, nodePort], unserved, comment);
  }
}
