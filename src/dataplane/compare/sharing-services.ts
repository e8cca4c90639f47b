import { FAMILIES } from '../../base/ip/address';
import { Endpoint } from '../../cluster/served/endpoint';
import { EndpointSlice } from '../../cluster/served/endpoint-slice';
import { Service } from '../../cluster/served/service';
import { RulesetInputs } from '../nftables/generate';

/** What Services share: frontends, or any element of a set or map, which may as well be about an endpoint. */
type Sharing = 'frontends' | 'elements';

/**
 * The Services of these names, those that share an element of a set or map with one of them (an address, a NodePort, or an endpoint on the
 * node), those that share one with these, and so on. A table of these Services alone has all that one of all Services has for packets to one of
 * them.
 */
export function withThoseThatShare(names: ReadonlySet<string>, sides: readonly RulesetInputs[], sharing: Sharing = 'elements'): ReadonlySet<string> {
  let found = names;
  for (let size = 0; found.size > size;) {
    size = found.size;
    found = withNeighbors(found, sides, sharing);
  }
  return found;
}

function withNeighbors(names: ReadonlySet<string>, sides: readonly RulesetInputs[], sharing: Sharing): ReadonlySet<string> {
  const keys = new Set<string | number>();
  for (const { cluster, node, interfaceIps } of sides) {
    for (const name of names) {
      const service = cluster.services.get(name);
      if (service) for (const key of keysOf(service)) keys.add(key);
      // A Service may have an address of the node, where its ports meet the NodePorts.
      for (const { port, nodePort } of service?.ports ?? []) {
        keys.add(port);
        if (nodePort !== 0) for (const { text } of [...node.internalIps, ...interfaceIps]) keys.add(text);
      }
      if (sharing === 'elements') for (const { address, port } of endpointsOf(cluster.endpointSlices.get(name))) keys.add(address).add(port);
    }
  }
  const found = new Set(names);
  for (const { cluster, node } of sides) {
    for (const [name, service] of cluster.services) if (!found.has(name) && keysOf(service).some(key => keys.has(key))) found.add(name);
    if (sharing === 'frontends') continue;
    for (const [name, slices] of cluster.endpointSlices) {
      if (found.has(name)) continue;
      for (const { nodeName, address } of endpointsOf(slices)) if (nodeName === node.name && keys.has(address)) found.add(name);
    }
  }
  return found;
}

/** The addresses by which a Service is reached, and its NodePorts. */
function keysOf({ clusterIps, externalIps, loadBalancerVips, ports }: Service): (string | number)[] {
  const keys: (string | number)[] = [];
  for (const family of FAMILIES) {
    const address = clusterIps[family];
    if (address !== undefined) keys.push(address);
  }
  for (const { text } of externalIps) keys.push(text);
  for (const { text } of loadBalancerVips) keys.push(text);
  for (const { nodePort } of ports) if (nodePort !== 0) keys.push(nodePort);
  return keys;
}

function* endpointsOf(slices: readonly EndpointSlice[] = []): Generator<Endpoint> {
  for (const { ports } of slices) for (const { endpoints } of ports) yield* endpoints;
}
