import { withThoseThatShare } from './sharing-services';
import { ObjectDifference, TableDifference } from './table-difference';
import { FAMILIES } from '../../base/ip/address';
import { Cidr, cidrContains } from '../../base/ip/cidr';
import { isEqual } from '../../base/objects/equal';
import { Endpoint } from '../../cluster/served/endpoint';
import { EndpointSlice } from '../../cluster/served/endpoint-slice';
import { Service } from '../../cluster/served/service';
import { ClusterNetwork } from '../explain/cluster-network';
import { nodePortAddresses, ServiceFilter } from '../explain/frontends';
import { sendersOf } from '../explain/matrix-rows';
import { RulesetInputs } from '../nftables/generate';
import { readObjectName } from '../nftables/object-names';
import {
  CLUSTER_IPS, FIREWALL_IPS, HAIRPIN_CONNECTIONS, NO_ENDPOINT_NODEPORTS, NO_ENDPOINT_SERVICES, SERVICE_IPS, SERVICE_NODEPORTS,
} from '../nftables/rules/names';

/** Sets and maps whose elements act on the traffic of the Services with that address (the first part of a key), or NodePort (the last). */
const BY_ADDRESS: readonly string[] = [CLUSTER_IPS, SERVICE_IPS, FIREWALL_IPS, NO_ENDPOINT_SERVICES];
const BY_NODE_PORT: readonly string[] = [SERVICE_NODEPORTS, NO_ENDPOINT_NODEPORTS];

/**
 * The Services whose traffic may be treated in another way: almost all of a large cluster can be left out where little differs. A packet
 * visits the chains that every ruleset has, and those of its own Service; so what differs there is all that matters to it.
 *
 * @returns undefined where it may be that of any Service
 */
export function affectedServices(before: RulesetInputs, after: RulesetInputs, differences: readonly TableDifference[]): ServiceFilter | undefined {
  if (!haveSameFrontends(before, after)) return undefined;
  const senders = differingSenders(before, after);
  if (!senders?.every(([a, b]) => areAlike(a, b, before) && areAlike(a, b, after))) return undefined;
  const changes = new Changes(senders.flat());
  if (!differences.every(difference => changes.take(difference))) return undefined;
  return changes.filter([before, after]);
}

/** Whether packets reach the same node in the same ways. */
function haveSameFrontends(before: RulesetInputs, after: RulesetInputs): boolean {
  const addresses = (inputs: RulesetInputs) => FAMILIES.map(family => nodePortAddresses(inputs, family));
  return isEqual(before.node, after.node, ['source']) && isEqual(before.interfaceIps, after.interfaceIps) && isEqual(addresses(before), addresses(after));
}

/** The addresses of senders that differ, before and after; undefined where they are senders of another kind. */
function differingSenders(before: RulesetInputs, after: RulesetInputs): [string, string][] | undefined {
  const senders = (inputs: RulesetInputs) => FAMILIES.flatMap(family => sendersOf(new ClusterNetwork(inputs), family));
  const [old, recent] = [senders(before), senders(after)];
  if (old.length !== recent.length || !old.every((sender, i) => isEqual(sender, recent[i], ['address']))) return undefined;
  return old.map(({ address }, i): [string, string] => [address, recent[i].address]).filter(([a, b]) => a !== b);
}

/** Whether no rule tells two senders apart, unless one of them is an endpoint. */
function areAlike(a: string, b: string, inputs: RulesetInputs): boolean {
  return rangesOfSources(inputs).every(range => cidrContains(range, a) === cidrContains(range, b));
}

/** What rules compare the source of a packet with, beside the addresses of endpoints. */
function rangesOfSources({ cluster, node, settings: { localDetection } }: RulesetInputs): Cidr[] {
  const ranges = [...localDetection.mode === 'ClusterCIDR' ? localDetection.cidrs : [], ...node.podCidrs];
  for (const { sourceRanges } of cluster.services.values()) ranges.push(...sourceRanges);
  return ranges;
}

/** What differs, by what it has to do with Services. */
class Changes {
  private readonly services = new Set<string>();
  private readonly addresses = new Set<string>();
  private readonly nodePorts = new Set<string>();
  private readonly endpoints: Set<string>;

  /** @param senders addresses that are another sender's on one of the sides: an endpoint meets itself in another way */
  constructor(senders: readonly string[]) {
    this.endpoints = new Set(senders);
  }

  /** Whether all that differs has to do with certain Services. */
  public take({ isToBeAdded, chains, sets, maps }: TableDifference): boolean {
    if (isToBeAdded || !chains.every(chain => this.takeOwn(chain))) return false;
    return [...sets, ...maps].every(container => {
      const keys = this.keysOf(container.name);
      if (!keys) return this.takeOwn(container);
      if (container.hasOtherProperties || !container.before || !container.after) return false;
      for (const { key } of container.elements) {
        const parts = key.split(' . ');
        keys.add(parts[keys === this.nodePorts ? 1 : 0]);
      }
      return true;
    });
  }

  /** The Services of either side that it has to do with. One that has to on one side is looked at on both. */
  public filter(sides: readonly RulesetInputs[]): ServiceFilter {
    for (const { cluster, node, interfaceIps } of sides) {
      const own = [...node.internalIps, ...interfaceIps].map(({ text }) => text);
      for (const [name, service] of cluster.services) if (this.isReached(service, own)) this.services.add(name);
      if (this.endpoints.size + this.addresses.size + this.nodePorts.size === 0) continue;
      for (const slices of cluster.endpointSlices.values()) this.takeEndpoints(slices);
    }
    // Of Services that claim one frontend, one answers for all.
    const affected = withThoseThatShare(this.services, sides, 'frontends');
    return service => affected.has(`${service.namespace}/${service.name}`);
  }

  private keysOf(name: string): Set<string> | undefined {
    if (name === HAIRPIN_CONNECTIONS) return this.endpoints;
    return BY_ADDRESS.includes(name) ? this.addresses : BY_NODE_PORT.includes(name) ? this.nodePorts : undefined;
  }

  /** A chain or set that belongs to a port of a Service. */
  private takeOwn({ name }: ObjectDifference<unknown>): boolean {
    const servicePort = readObjectName(name)?.servicePort;
    if (servicePort) this.services.add(`${servicePort.namespace}/${servicePort.service}`);
    return servicePort !== undefined;
  }

  /** Rules look at packets after the translation as well: an endpoint may have the address of another Service, or on the node its NodePort. */
  private takeEndpoints(slices: readonly EndpointSlice[]): void {
    const { endpoints, addresses, nodePorts } = this;
    const isReached = ({ address, port }: Endpoint) => (
      endpoints.has(address) || addresses.has(address) || (nodePorts.size > 0 && nodePorts.has(String(port)))
    );
    for (const { namespace, service, ports } of slices) if (ports.some(port => port.endpoints.some(isReached))) this.services.add(`${namespace}/${service}`);
  }

  /** @param own the addresses of the node, on which NodePorts and external IPs may meet */
  private isReached({ clusterIps, externalIps, loadBalancerVips, ports }: Service, own: readonly string[]): boolean {
    const external = [...externalIps, ...loadBalancerVips];
    const hasNodePorts = ports.some(({ nodePort }) => nodePort !== 0);
    return Object.values(clusterIps).some(address => this.addresses.has(address))
      || external.some(({ text }) => this.addresses.has(text) || (this.nodePorts.size > 0 && own.includes(text)))
      || (hasNodePorts && own.some(address => this.addresses.has(address)))
      || ports.some(({ nodePort }) => nodePort !== 0 && this.nodePorts.has(String(nodePort)));
  }
}
