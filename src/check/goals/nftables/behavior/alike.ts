import { ServiceClaims } from './service-claims';
import { FAMILIES, Family } from '../../../../base/ip/address';
import { Cidr, cidrContains, isLoopback } from '../../../../base/ip/cidr';
import { isLocal, Endpoint } from '../../../../cluster/served/endpoint';
import { Node } from '../../../../cluster/served/node';
import { Service } from '../../../../cluster/served/service';
import { ServedPort, servedPorts } from '../../../../dataplane/endpoints/served-port';
import { ClusterNetwork } from '../../../../dataplane/explain/cluster-network';
import { sendersOf } from '../../../../dataplane/explain/matrix-rows';
import { ModeDestination } from '../../../../dataplane/modes/compare/destinations';
import { ModeRow } from '../../../../dataplane/modes/compare/mode-comparison';
import { ModeOutcome } from '../../../../dataplane/modes/outcome';
import { isLinkLocal } from '../../../../dataplane/modes/packet';
import { Surroundings } from '../../../../dataplane/modes/surroundings';
import { RulesetInputs } from '../../../../dataplane/nftables/generate';

const NO_SLICES: readonly never[] = [];

/**
 * Services that a node treats alike, but for their addresses and NodePorts: one stands for all of them. Clusters have thousands of
 * Services, and few kinds of them. A Service that has anything to do with another one, with a node, or with a client of the comparison
 * stands for itself alone.
 */
export class AlikeServices {
  /** Each of the Services that stand for others, with all that it stands for, itself included. */
  public readonly groups: ReadonlyMap<Service, readonly Service[]>;

  /** With all of the Services. */
  public readonly network: ClusterNetwork;

  private readonly senders: ReadonlySet<string>;
  private readonly own: ReadonlySet<string>;
  private readonly serviceCidrs: readonly Cidr[];
  private readonly allowed = new Map<string, string | undefined>();

  /**
   * @param inputs the node with all of the Services, and the addresses that it is supposed to have
   * @param surroundings what was found on the node: rules and processes may tell any Services apart
   */
  constructor(
    private readonly inputs: RulesetInputs, surroundings: Surroundings, private readonly claims: ServiceClaims, services: Iterable<Service>,
  ) {
    const { node, interfaceIps, cluster } = inputs;
    this.network = new ClusterNetwork(inputs);
    this.senders = new Set(FAMILIES.flatMap(family => sendersOf(this.network, family).map(({ address }) => address)));
    this.own = new Set([...node.internalIps, ...node.externalIps, ...interfaceIps].map(({ text }) => text));
    this.serviceCidrs = [...cluster.serviceCidrs.values()].flatMap(({ cidrs }) => cidrs.map(({ cidr }) => cidr));
    const mayBeAlike = this.knowsObjectsAlone(surroundings);
    const byTraits = new Map<string, Service[]>();
    const groups: Service[][] = [];
    for (const service of services) {
      const traits = mayBeAlike ? this.traitsOf(service) : undefined;
      const known = traits === undefined ? undefined : byTraits.get(traits);
      if (known) {
        known.push(service);
      } else {
        const group = [service];
        groups.push(group);
        if (traits !== undefined) byTraits.set(traits, group);
      }
    }
    this.groups = new Map(groups.map(group => [group[0], group]));
  }

  /** What is found for a Service that stands for another one, in the other's terms; endpoints stay those of the first. */
  public inTermsOf<T extends Pick<ModeRow, 'family' | 'destination' | 'before' | 'after'>>(service: Service, row: T): T {
    const { destination: { served, kind, address, port }, family } = row;
    if (served === undefined || served.service === service) return row;
    const other = this.portsOf(service, family)[served.service.ports.indexOf(served.port)];
    const portOf = () => kind === 'node-port' ? other.port.nodePort : kind === 'health-check' ? service.healthCheckNodePort : port;
    const like = (text: string) => addressLike(text, served, other);
    const destination: ModeDestination = { ...row.destination, address: like(address), port: portOf(), served: other };
    return { ...row, destination, before: outcomeLike(row.before, like), after: outcomeLike(row.after, like) };
  }

  /** Whether nothing is known but what objects tell, and no other node is a client of the comparison. */
  private knowsObjectsAlone({ firewall, hostRules, listeners, podsMasqueraded }: Surroundings): boolean {
    const { preferredSources, cluster, node } = this.inputs;
    const isSeen = [firewall, hostRules, listeners, podsMasqueraded].some(fact => fact !== undefined) || (preferredSources?.size ?? 0) > 0;
    const isClient = ({ internalIps, externalIps }: Node) => [...internalIps, ...externalIps].some(({ text }) => this.senders.has(text));
    return !isSeen && ![...cluster.nodes.values()].some(other => other.name !== node.name && isClient(other));
  }

  private portsOf(service: Service, family: Family): ServedPort[] {
    const { cluster, node, features } = this.inputs;
    const slices = cluster.endpointSlices.get(`${service.namespace}/${service.name}`) ?? NO_SLICES;
    return servedPorts(service, slices, family, { name: node.name, zone: node.zone }, features);
  }

  /** All by which nodes tell Services apart; undefined where the Service has something to do with others. */
  private traitsOf(service: Service): string | undefined {
    if (!this.claims.areOwn(service)) return undefined;
    const families: string[] = [];
    for (const family of FAMILIES) {
      const ports = this.portsOf(service, family);
      if (ports.length === 0) continue;
      const [{ clusterIp, externalIps, loadBalancerVips, sourceRanges }] = ports;
      const all = [clusterIp, ...externalIps, ...loadBalancerVips];
      if (all.some(address => this.isOnNode(address) || this.senders.has(address) || this.network.isPodAddress(address))) return undefined;
      const allowed = this.allowedSender(sourceRanges);
      const ofPorts: string[] = [];
      for (const { allEndpoints } of ports) {
        const kinds = new Set<string>();
        for (const endpoint of allEndpoints) {
          if (this.isEntangled(endpoint, allowed)) return undefined;
          kinds.add(this.kindOf(endpoint));
        }
        ofPorts.push([...kinds].join());
      }
      const ranges = [...this.serviceCidrs, ...this.inputs.networks ?? [], ...sourceRanges];
      const addresses = [[clusterIp], externalIps, loadBalancerVips].map(list => list.map(address => among(ranges, address)).join());
      families.push(`${family} ${addresses.join(' ')} ${sourceRanges.map(({ text }) => text).join()} ${ofPorts.join(' ')}`);
    }
    const { type, ports, internalTrafficPolicy, externalTrafficPolicy, affinityTimeoutSeconds, healthCheckNodePort, labels } = service;
    const ofPorts = ports.map(({ protocol, port, nodePort }) => [protocol, port, nodePort !== 0]);
    return JSON.stringify([
      type, ofPorts, internalTrafficPolicy, externalTrafficPolicy, affinityTimeoutSeconds ?? null, healthCheckNodePort !== 0, labels, families,
    ]);
  }

  /** The host within source ranges that stands for all of them. */
  private allowedSender(ranges: readonly Cidr[]): string | undefined {
    if (ranges.length === 0) return undefined;
    const key = ranges.map(({ text }) => text).join();
    if (!this.allowed.has(key)) this.allowed.set(key, this.network.externalAddressIn(ranges));
    return this.allowed.get(key);
  }

  /** Whether the endpoint is a client of the comparison as well, or has the address of a Service, or a port that means something on the node. */
  private isEntangled({ address, port }: Endpoint, allowed: string | undefined): boolean {
    return this.senders.has(address) && !this.own.has(address) || address === allowed || this.claims.isOfService(address)
      || (this.isOnNode(address) && this.claims.isNodePort(port));
  }

  private isOnNode(address: string): boolean {
    return this.own.has(address) || isLoopback(address) || isLinkLocal(address);
  }

  /** What the choice of endpoints, and the ways to them, depend on. */
  private kindOf(endpoint: Endpoint): string {
    const { address, status: { ready, serving, terminating, zoneHints, nodeHints } } = endpoint;
    const { name, zone } = this.inputs.node;
    const hint = (hints: readonly string[], here: string) => hints.length === 0 ? 'none' : hints.includes(here);
    const place = `${isLocal(endpoint, name)} ${this.isOnNode(address) ? address : ''} ${among(this.serviceCidrs, address)}`;
    return `${ready} ${serving} ${terminating} ${hint(zoneHints, zone)} ${hint(nodeHints, name)} ${place}`;
  }
}

/** In which of the ranges an address is. */
function among(ranges: readonly Cidr[], address: string): string {
  let text = '';
  for (const range of ranges) text += cidrContains(range, address) ? 1 : 0;
  return text;
}

/** The address of another Service that is what the one of the first is; addresses of nodes are the same. */
function addressLike(address: string, { clusterIp, externalIps, loadBalancerVips }: ServedPort, other: ServedPort): string {
  if (address === clusterIp) return other.clusterIp;
  const externalIp = externalIps.indexOf(address);
  if (externalIp >= 0) return other.externalIps[externalIp];
  const vip = loadBalancerVips.indexOf(address);
  return vip >= 0 ? other.loadBalancerVips[vip] : address;
}

/** A node sends from an address of a Service where it has that itself. */
function outcomeLike(outcome: ModeOutcome, like: (address: string) => string): ModeOutcome {
  const shares = outcome.shares.map(share => share.sourceSeen === undefined ? share : { ...share, sourceSeen: like(share.sourceSeen) });
  return { ...outcome, source: like(outcome.source), shares };
}
