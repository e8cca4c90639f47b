import { InputError, quoted } from '../../base/errors';
import { IpAddress, parseIp } from '../../base/ip/address';
import { Cidr, isLoopback, parseCidr } from '../../base/ip/cidr';
import { NodeFactsSet } from '../../cluster/facts/node-facts-set';
import { Node, nodeIpsOf } from '../../cluster/served/node';
import { Settings } from '../settings';

/** The addresses of a node's network interfaces by the interface's name. A prefix length may follow an address. */
export interface NetworkInterfaces {
  readonly [name: string]: readonly string[];
}

/**
 * The addresses on a node's interfaces: the given ones, or else those of its Node object that are surely on an interface
 * (a cloud's external addresses usually are not).
 *
 * @throws InputError where an address is none
 */
export function interfaceIpsOf(interfaces: NetworkInterfaces | undefined, node: Node, settings: Settings): IpAddress[] {
  if (interfaces) return Object.entries(interfaces).flatMap(([name, addresses]) => addresses.map(address => interfaceIp(name, address)));
  const primary = Object.values(nodeIpsOf(node, settings.bindAddress).byFamily).map(text => parseIp(text)!);
  return [...node.internalIps, ...primary];
}

/** What a node's interfaces tell. */
export interface KnownInterfaces {
  /** Whether somebody has looked at the interfaces. */
  readonly interfacesAreKnown: boolean;
  readonly interfaceIps: readonly IpAddress[];
  /** The networks that the node is connected to, where they are known. */
  readonly networks: readonly Cidr[];
  /** From which address the node sends to an address of its own, where it is another one. */
  readonly preferredSources: ReadonlyMap<string, string>;
}

/**
 * What a node's interfaces tell; where they are not given, what its Node object does.
 *
 * @throws InputError where an address is none
 */
export function interfacesOf(interfaces: NetworkInterfaces | undefined, node: Node, settings: Settings): KnownInterfaces {
  return {
    interfacesAreKnown: interfaces !== undefined,
    interfaceIps: interfaceIpsOf(interfaces, node, settings),
    networks: interfaceNetworks(interfaces),
    preferredSources: preferredSources(interfaces),
  };
}

/** The interfaces that were found on a node; undefined where nobody looked, or they could not be seen. */
export function interfacesFound(node: Node, nodeFacts: NodeFactsSet | undefined): NetworkInterfaces | undefined {
  return nodeFacts?.of(node)?.value('addresses');
}

/** The networks that the node's interfaces connect it to, where prefix lengths tell them. */
function interfaceNetworks(interfaces: NetworkInterfaces | undefined): Cidr[] {
  const networks = Object.values(interfaces ?? {}).flat().map(address => parseCidr(address)).filter(cidr => cidr !== undefined);
  return networks.filter(({ network, prefixLength, text }) => prefixLength < network.length * 8 && !isLoopback(text.replace(/\/.*$/, '')));
}

/**
 * From which address the node sends to one of its own: that itself, but for IPv4 the first one of an interface in the same network
 * (upstream: the kernel's fib_add_ifaddr, which gives routes to secondary addresses the primary one as their source).
 */
function preferredSources(interfaces: NetworkInterfaces | undefined): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const addresses of Object.values(interfaces ?? {})) {
    const primaries = new Map<string, string>();
    for (const text of addresses) {
      const network = parseCidr(text);
      if (network?.family !== 'ip') continue;
      const address = parseIp(text.replace(/\/.*$/, ''))!.text;
      const primary = primaries.get(network.text);
      if (primary === undefined) primaries.set(network.text, address);
      else sources.set(address, primary);
    }
  }
  return sources;
}

function interfaceIp(name: string, address: string): IpAddress {
  const ip = address.includes('/') && !parseCidr(address) ? undefined : parseIp(address.replace(/\/.*$/, ''));
  if (!ip) throw new InputError(`network interface ${name}: ${quoted(address)} is not an IP address: expected one as in 192.168.10.11 or fd00::11`);
  return ip;
}
