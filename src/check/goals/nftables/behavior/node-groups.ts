import { FAMILIES, parseIp } from '../../../../base/ip/address';
import { isLoopback, parseCidr } from '../../../../base/ip/cidr';
import { Cluster } from '../../../../cluster/cluster';
import { externalAddresses } from '../../../../cluster/inventory/service-frontends';
import { isLocal } from '../../../../cluster/served/endpoint';
import { EndpointSlice } from '../../../../cluster/served/endpoint-slice';
import { Node, nodeIpsOf } from '../../../../cluster/served/node';
import { isExternalPolicyLocal, Service } from '../../../../cluster/served/service';
import { interfacesFound } from '../../../../dataplane/node/interface-ips';

/** Nodes that treat traffic to a Service alike. */
export type NodeGroup = readonly Node[];

/**
 * Sorts nodes into groups that treat traffic to a Service alike, for whatever mode: by the families of their addresses, by what their
 * facts say, and by whether an address of theirs is also an external one of a Service. Each Service with a policy of Local sorts them
 * further, by the endpoints that they have.
 */
export class NodeGroups {
  private readonly groups: readonly NodeGroup[];

  constructor(private readonly cluster: Cluster, nodes: readonly Node[]) {
    const external = new Set([...cluster.services.values()].flatMap(externalAddresses).map(({ text }) => text));
    this.groups = grouped(nodes, node => this.traitsOf(node, external));
  }

  /** The groups of a Service. */
  public of(service: Service): readonly NodeGroup[] {
    if (service.internalTrafficPolicy !== 'Local' && !isExternalPolicyLocal(service)) return this.groups;
    const slices = this.cluster.endpointSlices.get(`${service.namespace}/${service.name}`) ?? [];
    const endpoints = endpointsByNode(slices);
    const hints = hintsOf(slices);
    return this.groups.flatMap(group => grouped(group, ({ name, zone }) =>
      `${endpoints.get(name) ?? ''} ${hints.zones.has(zone) ? zone : ''} ${hints.nodes.has(name) ? name : ''}`));
  }

  private traitsOf(node: Node, external: ReadonlySet<string>): string {
    const { byFamily } = nodeIpsOf(node);
    const facts = this.cluster.nodeFacts?.of(node);
    const interfaces = Object.values(interfacesFound(node, this.cluster.nodeFacts) ?? {}).flat();
    const own = [...node.internalIps, ...node.externalIps].map(({ text }) => text);
    const others = interfaces.map(withoutLength).filter(address => !isLoopback(address) && !Object.values(byFamily).includes(address));
    return JSON.stringify([
      FAMILIES.filter(family => byFamily[family] !== undefined),
      [...own, ...others].filter(address => external.has(address)),
      FAMILIES.filter(family => others.some(address => parseIp(address)?.family === family)),
      [...new Set(interfaces.map(address => parseCidr(address)?.text))].sort(),
      [facts?.hooks('forward'), facts?.hooks('input'), facts?.value('firewall')],
    ]);
  }
}

function withoutLength(address: string): string {
  return address.replace(/\/.*$/, '');
}

function grouped(nodes: readonly Node[], traitsOf: (node: Node) => string): NodeGroup[] {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const traits = traitsOf(node);
    const group = groups.get(traits);
    if (group) group.push(node);
    else groups.set(traits, [node]);
  }
  return [...groups.values()];
}

/** The zones and nodes that endpoints of a Service are hinted for. */
function hintsOf(slices: readonly EndpointSlice[]) {
  const statuses = slices.flatMap(({ ports }) => ports[0]?.endpoints ?? []).map(({ status }) => status);
  return { zones: new Set(statuses.flatMap(({ zoneHints }) => zoneHints)), nodes: new Set(statuses.flatMap(({ nodeHints }) => nodeHints)) };
}

/** Which ports of a Service have endpoints on a node, and in which state. */
function endpointsByNode(slices: readonly EndpointSlice[]): ReadonlyMap<string, string> {
  const byNode = new Map<string, Set<string>>();
  for (const { family, ports } of slices) {
    for (const { name, protocol, endpoints } of ports) {
      for (const endpoint of endpoints) {
        if (endpoint.nodeName === undefined || !isLocal(endpoint, endpoint.nodeName)) continue;
        const { ready, serving, terminating } = endpoint.status;
        const trait = `${family} ${name}/${protocol} ${ready} ${serving} ${terminating}`;
        const traits = byNode.get(endpoint.nodeName);
        if (traits) traits.add(trait);
        else byNode.set(endpoint.nodeName, new Set([trait]));
      }
    }
  }
  return new Map([...byNode].map(([name, traits]) => [name, [...traits].sort().join('\n')]));
}
