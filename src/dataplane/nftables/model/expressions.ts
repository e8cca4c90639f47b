import { Family } from '../../../base/ip/address';
import { TransportProtocol } from '../../../base/ip/transport-protocol';

/** What a rule reads from a packet, its metadata or its connection. */
export type Expression = Payload | Meta | Conntrack | Fib | Concatenation | Bitwise;

/** A header field: `ip saddr`, `th dport`, `tcp dport`. */
export interface Payload {
  readonly kind: 'payload';
  readonly header: Family | 'th' | TransportProtocol;
  readonly field: 'saddr' | 'daddr' | 'dport';
}

/** Packet metadata: `meta l4proto`, `mark`, `iifname`. */
export interface Meta {
  readonly kind: 'meta';
  readonly key: 'l4proto' | 'mark' | 'iif' | 'iifname';
}

/** Connection tracking: `ct state`, `ct status`. */
export interface Conntrack {
  readonly kind: 'ct';
  readonly key: 'state' | 'status';
}

/** A look-up of an address of the packet in the routing table: `fib daddr type`. */
export interface Fib {
  readonly kind: 'fib';
  readonly address: 'saddr' | 'daddr';
}

/** Several expressions side by side, as the key of a set or map: `ip daddr . th dport`. */
export interface Concatenation {
  readonly kind: 'concatenation';
  readonly parts: readonly Expression[];
}

/** Bit arithmetic with a mask: `mark and 0x00004000`. */
export interface Bitwise {
  readonly kind: 'bitwise';
  readonly left: Expression;
  readonly operator: 'and' | 'or' | 'xor';
  readonly mask: number;
}

/** What an expression is compared with. */
export type Operand = Literal | SetReference | AnonymousSet;

/** An address, CIDR, protocol, interface name, `ct` or `fib` keyword, or number, as nft writes it. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number;
}

/** A named set of the same table: `@cluster-ips`. */
export interface SetReference {
  readonly kind: 'set';
  readonly name: string;
}

/** A set inside a rule: `{ 203.0.113.0/24 , 192.0.2.1 }`. */
export interface AnonymousSet {
  readonly kind: 'anonymous-set';
  readonly members: readonly string[];
  /** kube-proxy writes its list of service CIDRs without spaces around the commas. */
  readonly compact: boolean;
}

export const L4PROTO: Meta = { kind: 'meta', key: 'l4proto' };
export const MARK: Meta = { kind: 'meta', key: 'mark' };
export const CT_STATE: Conntrack = { kind: 'ct', key: 'state' };
export const CT_STATUS: Conntrack = { kind: 'ct', key: 'status' };
export const FIB_SOURCE: Fib = { kind: 'fib', address: 'saddr' };
export const FIB_DESTINATION: Fib = { kind: 'fib', address: 'daddr' };
export const TRANSPORT_DESTINATION_PORT: Payload = { kind: 'payload', header: 'th', field: 'dport' };

const SOURCE: Record<Family, Payload> = {
  ip: { kind: 'payload', header: 'ip', field: 'saddr' },
  ip6: { kind: 'payload', header: 'ip6', field: 'saddr' },
};
const DESTINATION: Record<Family, Payload> = {
  ip: { kind: 'payload', header: 'ip', field: 'daddr' },
  ip6: { kind: 'payload', header: 'ip6', field: 'daddr' },
};

/** `ip saddr` or `ip6 saddr`. */
export function sourceAddress(family: Family): Payload {
  return SOURCE[family];
}

/** `ip daddr` or `ip6 daddr`. */
export function destinationAddress(family: Family): Payload {
  return DESTINATION[family];
}

/** `tcp dport`. */
export function destinationPort(protocol: TransportProtocol): Payload {
  return { kind: 'payload', header: protocol, field: 'dport' };
}

export function concatenation(...parts: Expression[]): Concatenation {
  return { kind: 'concatenation', parts };
}

export function bitwise(left: Expression, operator: Bitwise['operator'], mask: number): Bitwise {
  return { kind: 'bitwise', left, operator, mask };
}

export function literal(value: string | number): Literal {
  return { kind: 'literal', value };
}

export function setReference(name: string): SetReference {
  return { kind: 'set', name };
}
