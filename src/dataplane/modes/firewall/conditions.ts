/* eslint-disable no-bitwise -- a packet's mark is a set of bits */
import { Condition, UNKNOWN } from './rule';
import { Family } from '../../../base/ip/address';
import { cidrContains, parseCidr } from '../../../base/ip/cidr';

/** The mark by which kube-proxy masquerades, unless its configuration has another bit. */
const MASQUERADE_MARK = 0x4000;

const PROTOCOLS: Readonly<Record<string, string>> = {
  '6': 'tcp', '17': 'udp', '132': 'sctp', '1': 'icmp', '58': 'icmp', 'icmpv6': 'icmp', 'ipv6-icmp': 'icmp', 'icmp6': 'icmp',
};

/** `tcp`, `17`, `ipv6-icmp`, `all` */
export function protocolIs(name: string): Condition {
  if (name === 'all' || name === '0') return () => true;
  const known = PROTOCOLS[name] ?? name;
  return ({ protocol }) => protocol === known;
}

/** An address or network. */
export function addressIn(side: 'source' | 'destination', text: string): Condition {
  const cidr = parseCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
  return cidr ? packet => packet.family === cidr.family && cidrContains(cidr, packet[side]) : UNKNOWN;
}

/** `443`, `30000:32767` */
export function portIn(text: string, separator: string): Condition {
  const [first, last = first] = text.split(separator).map(Number);
  if (!Number.isInteger(first) || !Number.isInteger(last)) return UNKNOWN;
  return ({ port, protocol }) => protocol === 'icmp' ? false : port === 0 ? undefined : port >= first && port <= last;
}

/** `NEW`, `established`, and `DNAT` for connections whose destination was rewritten. */
export function stateIn(name: string): Condition {
  const state = name.toUpperCase();
  if (state === 'DNAT') return ({ isTranslated }) => isTranslated;
  if (state === 'SNAT') return UNKNOWN;
  return packet => packet.state === state;
}

/** Whether the destination is the node's own. */
export function destinationIsLocal(type: string): Condition {
  const name = type.toUpperCase();
  if (name === 'LOCAL') return ({ hook }) => hook === 'input' ? true : hook === 'forward' ? false : undefined;
  return ['BROADCAST', 'MULTICAST', 'ANYCAST'].includes(name) ? () => false : UNKNOWN;
}

/** Echo requests are the only packets of ICMP that are asked about. */
export function icmpTypeIs(type: string, family: Family): Condition {
  const isEcho = family === 'ip' ? ['8', 'echo-request', '8/0'].includes(type) : ['128', 'echo-request'].includes(type);
  return packet => packet.protocol === 'icmp' && packet.family === family && isEcho;
}

/** `0x4000/0x4000` */
export function markIs(text: string): Condition {
  const [value, mask = 0xffffffff] = text.split('/').map(Number);
  return maskedMarkIs(value, mask);
}

/** Of marks that are not kube-proxy's nobody knows. */
export function maskedMarkIs(value: number, mask: number): Condition {
  return (mask & MASQUERADE_MARK) === 0 || mask !== MASQUERADE_MARK ? UNKNOWN : ({ isMarked }) => isMarked === (value === MASQUERADE_MARK);
}
