import { Cluster } from '../../../../cluster/cluster';
import { externalAddresses, servedServices } from '../../../../cluster/inventory/service-frontends';
import { Service } from '../../../../cluster/served/service';
import { ModeDestination } from '../../../../dataplane/modes/compare/destinations';
import { ChangeTopic } from '../../../../dataplane/modes/compare/topics';

/**
 * What a Service that is reached by its ClusterIP alone, with the policy Cluster, may change by: settings of kube-proxy, the node, and
 * addresses that are not the Service's. Findings about these name what makes the change, and not all Services.
 */
export const TOPICS_OF_ALL_SERVICES: ReadonlySet<ChangeTopic> = new Set([
  'unused-cluster-ips', 'masquerade-all', 'local-detector', 'node-owns-address', 'forward-policy', 'host-firewall',
]);

/**
 * The Services that may change by something of their own, so that most Services need no comparison: those with external frontends or
 * a policy of Local, and those that claim an address of such a Service.
 */
export function servicesThatMayChange(cluster: Cluster): ReadonlySet<Service> {
  const services = servedServices(cluster);
  const chosen = new Set(services.filter(hasOwnReason));
  const claimed = new Set([...chosen].flatMap(externalAddresses).map(({ text }) => text));
  for (const service of services) if (Object.values(service.clusterIps).some(address => claimed.has(address))) chosen.add(service);
  return chosen;
}

/** The same for what clients send to: what a ClusterIP is reached by changes by reasons of its own with the policy Local alone. */
export function mayChangeByItself({ kind, address, served }: ModeDestination): boolean {
  if (served === undefined) return false;
  return served.clusterIp !== address || (kind === 'cluster-ip' && served.internalPolicyLocal);
}

function hasOwnReason(service: Service): boolean {
  return service.hasNodePorts || service.internalTrafficPolicy === 'Local' || externalAddresses(service).length > 0;
}
