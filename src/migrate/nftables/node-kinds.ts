import { FAMILIES } from '../../base/ip/address';
import { isLocal } from '../../cluster/served/endpoint';
import { nodeIpsOf } from '../../cluster/served/node';
import { nodeOfName, ServedCluster } from '../../cluster/served/served-cluster';
import { isExternalPolicyLocal, Service } from '../../cluster/served/service';

/** Nodes whose rulesets are the same but for addresses of their own. */
export interface NodeKind {
  /** In the order of the input. */
  readonly nodes: readonly string[];
  /** What makes these nodes differ from others. */
  readonly traits: readonly string[];
}

/**
 * Sorts nodes into kinds, the most frequent first. What makes rulesets differ between nodes: the families of their addresses, their zone where
 * endpoints have hints for zones, and which Services have an endpoint on the node where that matters to kube-proxy.
 */
export function nodeKinds(cluster: ServedCluster, names: readonly string[]): NodeKind[] {
  const { servicesOfNode, usesZones } = placesThatMatter(cluster);
  const kinds = new Map<string, { nodes: string[]; traits: string[] }>();
  for (const name of names) {
    const node = nodeOfName(cluster, name);
    const { byFamily } = nodeIpsOf(node);
    const families = FAMILIES.filter(family => byFamily[family] !== undefined).map(family => family === 'ip' ? 'IPv4' : 'IPv6');
    const services = [...servicesOfNode.get(name) ?? []].sort();
    const traits = [
      `addresses: ${families.length === 0 ? 'none' : families.join(' and ')}`,
      ...usesZones ? [node.zone === '' ? 'no zone' : `zone ${node.zone}`] : [],
      ...services.length > 0 ? [`endpoints of ${services.join(', ')}`] : [],
    ];
    const key = traits.join('\n');
    const kind = kinds.get(key);
    if (kind) kind.nodes.push(name);
    else kinds.set(key, { nodes: [name], traits });
  }
  return [...kinds.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}

/** The Services of each node for which kube-proxy asks where an endpoint is, and whether it asks for zones. */
function placesThatMatter(cluster: ServedCluster) {
  const servicesOfNode = new Map<string, Set<string>>();
  let usesZones = false;
  const add = (nodeName: string, service: string) => {
    const services = servicesOfNode.get(nodeName);
    if (services) services.add(service);
    else servicesOfNode.set(nodeName, new Set([service]));
  };
  for (const [name, slices] of cluster.endpointSlices) {
    const service = cluster.services.get(name);
    if (!service) continue;
    const local = prefersLocal(service);
    for (const { ports } of slices) {
      // All ports of a slice have the same endpoints.
      for (const endpoint of ports[0]?.endpoints ?? []) {
        if (local && endpoint.nodeName !== undefined && isLocal(endpoint, endpoint.nodeName)) add(endpoint.nodeName, name);
        usesZones ||= endpoint.status.zoneHints.length > 0;
        for (const hint of endpoint.status.nodeHints) add(hint, name);
      }
    }
  }
  return { servicesOfNode, usesZones };
}

function prefersLocal(service: Service): boolean {
  return service.internalTrafficPolicy === 'Local' || isExternalPolicyLocal(service);
}
