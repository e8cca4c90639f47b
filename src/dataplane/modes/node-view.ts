import { PacketProtocol, isLinkLocal, SentPacket } from './packet';
import { Family, IpAddress } from '../../base/ip/address';
import { Cidr, cidrContains, isLoopback } from '../../base/ip/cidr';
import { Endpoint, isLocal } from '../../cluster/served/endpoint';
import { nodeIpsOf } from '../../cluster/served/node';
import { ServedPort, servedPorts } from '../endpoints/served-port';
import { RulesetInputs, servicesInOrder } from '../nftables/generate';
import { isFromPod, PodTest, podTest } from '../node/local-detector';
import { nodePortRanges } from '../node/node-port-ips';

const NO_SLICES: readonly never[] = [];

/** What kube-proxy knows on a node in one family, in whatever mode, and what of the cluster tells the ways of packets. */
export class NodeView {
  public readonly nodeName: string;
  /** The node's address by which it sends. */
  public readonly nodeIp: string | undefined;
  /** In the order of the Services' names. */
  public readonly ports: readonly ServedPort[];
  public readonly podTest: PodTest | undefined;
  public readonly nodePortRanges: 'any' | readonly Cidr[];
  /** The addresses on interfaces. */
  public readonly interfaceAddresses: ReadonlySet<string>;
  /** All ClusterIPs, external IPs and addresses of load balancers. */
  public readonly serviceAddresses: ReadonlySet<string>;
  public readonly clusterIps: ReadonlySet<string>;
  public readonly loadBalancerVips: ReadonlySet<string>;
  /** The Services with health checks, by their ports. */
  public readonly healthChecks: ReadonlyMap<number, readonly ServedPort[]>;

  private readonly addressesOfNodes = new Map<string, ReadonlySet<string>>();
  private readonly nodeOfAddress = new Map<string, string>();
  private readonly networks: readonly Cidr[];
  private knownEndpoints: ReadonlyMap<string, readonly Endpoint[]> | undefined;

  constructor(public readonly inputs: RulesetInputs, public readonly family: Family) {
    const { cluster, node, interfaceIps, settings, features } = inputs;
    const nodeIps = nodeIpsOf(node, settings.bindAddress);
    this.nodeName = node.name;
    this.nodeIp = nodeIps.byFamily[family];
    this.podTest = podTest(settings, node, family);
    this.nodePortRanges = nodePortRanges(settings, nodeIps, family);
    const ofFamily = (address: IpAddress) => address.family === family;
    this.interfaceAddresses = new Set([...node.internalIps, ...interfaceIps].filter(ofFamily).map(({ text }) => text));
    this.networks = (inputs.networks ?? []).filter(network => network.family === family);
    const viewpoint = { name: node.name, zone: node.zone };
    this.ports = servicesInOrder(inputs).flatMap(name =>
      servedPorts(cluster.services.get(name)!, cluster.endpointSlices.get(name) ?? NO_SLICES, family, viewpoint, features));
    this.clusterIps = new Set(this.ports.map(({ clusterIp }) => clusterIp));
    this.loadBalancerVips = new Set(this.ports.flatMap(({ loadBalancerVips }) => loadBalancerVips));
    const addresses = ({ clusterIp, externalIps, loadBalancerVips }: ServedPort) => [clusterIp, ...externalIps, ...loadBalancerVips];
    this.serviceAddresses = new Set(this.ports.flatMap(addresses));
    this.healthChecks = healthChecksOf(this.ports);
    for (const other of cluster.nodes.values()) {
      if (other.name === node.name) continue;
      const ofOther = [...other.internalIps, ...other.externalIps].filter(ofFamily).map(({ text }) => text);
      this.addressesOfNodes.set(other.name, new Set(ofOther));
      for (const address of ofOther) this.nodeOfAddress.set(address, other.name);
    }
  }

  /** Whether the address is on one of the node's interfaces; those of the link are never routed, so one that comes here is the node's. */
  public isOnInterface(address: string): boolean {
    return this.interfaceAddresses.has(address) || isLoopback(address) || isLinkLocal(address);
  }

  /** Whether kube-proxy takes the packet for one of a pod; never where it can't tell. */
  public isFromPod({ source, sender }: SentPacket): boolean {
    return this.podTest !== undefined && isFromPod(this.podTest, source, sender.inputInterface);
  }

  public isLocalEndpoint(endpoint: Endpoint): boolean {
    return isLocal(endpoint, this.nodeName);
  }

  /** Whether the address is in a network of an interface; undefined where the networks are not known. */
  public isOnLink(address: string): boolean | undefined {
    return this.networks.length === 0 ? undefined : this.networks.some(network => cidrContains(network, address));
  }

  /** The other node that has the address. */
  public otherNodeOf(address: string): string | undefined {
    return this.nodeOfAddress.get(address);
  }

  /** The address of another node by which it sends. */
  public addressOfNode(nodeName: string): string | undefined {
    return [...this.addressesOfNodes.get(nodeName) ?? []][0];
  }

  /** Whether a node has the address on one of its interfaces, as its Node object tells. */
  public isOfNode(nodeName: string | undefined, address: string): boolean {
    return nodeName !== undefined && this.nodeOfAddress.has(address) && (this.addressesOfNodes.get(nodeName)?.has(address) ?? false);
  }

  /** The endpoint of an address and port. */
  public endpointAt(address: string, port: number): Endpoint {
    this.knownEndpoints ??= endpointsByAddress(this.ports);
    return this.knownEndpoints.get(address)?.find(endpoint => endpoint.port === port) as Endpoint;
  }
}

function healthChecksOf(ports: readonly ServedPort[]): ReadonlyMap<number, readonly ServedPort[]> {
  const byPort = new Map<number, ServedPort[]>();
  for (const port of ports) {
    const { type, healthCheckNodePort } = port.service;
    // Upstream: newBaseServiceInfo.
    if (type !== 'LoadBalancer' || !port.externalPolicyLocal || healthCheckNodePort === 0) continue;
    byPort.set(healthCheckNodePort, [...byPort.get(healthCheckNodePort) ?? [], port]);
  }
  return byPort;
}

function endpointsByAddress(ports: readonly ServedPort[]): ReadonlyMap<string, readonly Endpoint[]> {
  const known = new Map<string, Endpoint[]>();
  for (const { allEndpoints } of ports) {
    for (const endpoint of allEndpoints) {
      const list = known.get(endpoint.address);
      if (!list) known.set(endpoint.address, [endpoint]);
      else if (!list.some(({ port }) => port === endpoint.port)) list.push(endpoint);
    }
  }
  return known;
}

/** Whether NodePorts answer on an address of the node; never on localhost or addresses of the link, but in iptables mode. */
export function takesNodePorts(view: NodeView, address: string): boolean {
  const isBarred = isLoopback(address) && (address.includes(':') || view.inputs.settings.localhostNodePorts !== true);
  return !isBarred && selects(view.nodePortRanges, address);
}

function selects(ranges: 'any' | readonly Cidr[], address: string): boolean {
  return ranges === 'any' || ranges.some(range => cidrContains(range, address));
}

/** By what a frontend is looked up. */
export function frontendKey(address: string, protocol: PacketProtocol, port: number): string {
  return `${address} ${protocol} ${port}`;
}

/** By what a NodePort is looked up. */
export function nodePortKey(protocol: PacketProtocol, port: number): string {
  return `${protocol} ${port}`;
}

/**
 * Whether source ranges let a source in. A node that has the address of the load balancer itself sends from it
 * (upstream: "allow access from the node itself", KUBE-FW chains and LOAD-BALANCER-SOURCE-IP).
 *
 * @param isActive whether a range lets the sources in it in
 */
export function isInSourceRanges(
  { sourceRanges, loadBalancerVips }: ServedPort, source: string, nodeIp: string | undefined, isActive: (range: Cidr) => boolean = () => true,
): boolean {
  return sourceRanges.some(range => isActive(range) && cidrContains(range, source))
    || (loadBalancerVips.includes(source) && nodeIp !== undefined && sourceRanges.some(range => cidrContains(range, nodeIp)));
}
