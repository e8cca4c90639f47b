import { Family, IpAddress } from '../../base/ip/address';
import { Cidr, cidrContains, isLoopback, parseCidr } from '../../base/ip/cidr';
import { NodeIps } from '../../cluster/served/node';
import { Settings } from '../settings';

/** Where NodePorts answer: on every address of the node, or on some. */
export type NodePortIps = 'any' | readonly string[];

const KEYWORD_CIDRS = {
  localhost: ['127.0.0.0/8', '::1/128'],
  all: ['0.0.0.0/0', '::/0'],
} as const;

/**
 * The ranges of a family in which NodePorts answer. Without a CIDR of the family that is any address, so an
 * IPv4-only node with the default `primary` answers on any IPv6 address it may have (upstream: NodePortAddresses).
 */
export function nodePortRanges(settings: Settings, nodeIps: NodeIps, family: Family): 'any' | readonly Cidr[] {
  const cidrs = settings.nodePortAddresses.flatMap(entry => expand(entry, nodeIps)).filter(entry => entry.family === family);
  return cidrs.length === 0 || cidrs.some(entry => entry.prefixLength === 0) ? 'any' : cidrs;
}

/** The addresses of a family on which NodePorts answer in nftables mode. */
export function nodePortIps(settings: Settings, nodeIps: NodeIps, interfaceIps: readonly IpAddress[], family: Family): NodePortIps {
  const cidrs = nodePortRanges(settings, nodeIps, family);
  if (cidrs === 'any') return 'any';
  const chosen = interfaceIps.filter(({ text }) => !isLoopback(text) && cidrs.some(entry => cidrContains(entry, text)));
  return [...new Set(chosen.map(({ text }) => text))];
}

function expand(entry: Settings['nodePortAddresses'][number], nodeIps: NodeIps): Cidr[] {
  if (typeof entry !== 'string') return [entry];
  if (entry === 'primary') {
    const known = Object.values(nodeIps.byFamily).filter(ip => !isLoopback(ip));
    return known.map(ip => cidr(`${ip}/${ip.includes(':') ? 128 : 32}`));
  }
  return KEYWORD_CIDRS[entry].map(cidr);
}

function cidr(text: string): Cidr {
  return parseCidr(text)!;
}
