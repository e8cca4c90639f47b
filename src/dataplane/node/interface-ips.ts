import { InputError, quoted } from '../../base/errors';
import { IpAddress, parseIp } from '../../base/ip/address';
import { Cidr, isLoopback, parseCidr } from '../../base/ip/cidr';
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

/** The networks that the node's interfaces connect it to, where prefix lengths tell them. */
export function interfaceNetworks(interfaces: NetworkInterfaces | undefined): Cidr[] {
  const networks = Object.values(interfaces ?? {}).flat().map(address => parseCidr(address)).filter(cidr => cidr !== undefined);
  return networks.filter(({ network, prefixLength, text }) => prefixLength < network.length * 8 && !isLoopback(text.replace(/\/.*$/, '')));
}

function interfaceIp(name: string, address: string): IpAddress {
  const ip = address.includes('/') && !parseCidr(address) ? undefined : parseIp(address.replace(/\/.*$/, ''));
  if (!ip) throw new InputError(`network interface ${name}: ${quoted(address)} is no IP address: expected one as in 192.168.10.11 or fd00::11`);
  return ip;
}
