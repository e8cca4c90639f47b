import { Bitwise, Expression, L4PROTO, literal, Operand } from './expressions';
import { TransportProtocol } from '../../../base/ip/transport-protocol';

/** A step of a rule. A match that fails ends the rule; everything else acts on the packet. */
export type Statement =
  | Match
  | VerdictStatement
  | VerdictMapLookup
  | NumgenVerdictMap
  | Reject
  | Masquerade
  | SetMark
  | Dnat
  | NumgenDnat
  | SetUpdate
  | Counter
  | Opaque;

/** Compares: `ip saddr != 10.0.0.0/8`, `ip daddr @cluster-ips`, `ct state new`. */
export interface Match {
  readonly kind: 'match';
  readonly left: Expression;
  /** `implicit` is nft's form without an operator: equal, contained in, or (for bit fields such as `ct state`) has the bit. */
  readonly operator: 'implicit' | '==' | '!=';
  readonly right: Operand;
}

/** Where evaluation goes on. */
export type Verdict = ChainVerdict | TerminalVerdict;

export interface ChainVerdict {
  readonly kind: 'jump' | 'goto';
  readonly chain: string;
}

export interface TerminalVerdict {
  readonly kind: 'return' | 'drop' | 'accept';
}

export interface VerdictStatement {
  readonly kind: 'verdict';
  readonly verdict: Verdict;
}

/** Looks a key up in a named map and takes its verdict: `ip daddr . meta l4proto . th dport vmap @service-ips`. */
export interface VerdictMapLookup {
  readonly kind: 'vmap';
  readonly key: Expression;
  readonly map: string;
}

/** Takes one of the verdicts at random: `numgen random mod 2 vmap { 0 : goto a , 1 : goto b }`. */
export interface NumgenVerdictMap {
  readonly kind: 'numgen-vmap';
  readonly verdicts: readonly Verdict[];
}

/** Refuses the packet: an ICMP error "port unreachable" goes back, for TCP as well, which clients report as a refused connection. */
export interface Reject {
  readonly kind: 'reject';
}

/** Rewrites the source address to that of the outgoing interface, with a random port. */
export interface Masquerade {
  readonly kind: 'masquerade';
}

/** Writes the packet's mark: `mark set mark or 0x00004000`. */
export interface SetMark {
  readonly kind: 'set-mark';
  readonly value: Bitwise;
}

export interface DnatTarget {
  readonly address: string;
  readonly port: number;
}

/** Rewrites the destination: `dnat to 10.244.1.5:8080`. */
export interface Dnat {
  readonly kind: 'dnat';
  readonly target: DnatTarget;
}

/** Rewrites the destination to one of the targets at random: `dnat ip addr . port to numgen random mod 2 map { … }`. */
export interface NumgenDnat {
  readonly kind: 'numgen-dnat';
  readonly targets: readonly DnatTarget[];
}

/** Adds the key to a set, or renews its timeout: `update @affinity-… { ip saddr }`. */
export interface SetUpdate {
  readonly kind: 'set-update';
  readonly set: string;
  readonly key: Expression;
}

/** Counts packets, which does nothing to them. kube-proxy has none; others put them into its rules. */
export interface Counter {
  readonly kind: 'counter';
}

/** What is in a rule of a live table and is nothing that kube-proxy writes, in the words of the listing. */
export interface Opaque {
  readonly kind: 'opaque';
  readonly text: string;
}

export const COUNTER: Counter = { kind: 'counter' };
export const REJECT: Reject = { kind: 'reject' };
export const MASQUERADE: Masquerade = { kind: 'masquerade' };
export const DROP: TerminalVerdict = { kind: 'drop' };
export const RETURN: TerminalVerdict = { kind: 'return' };

/** `left right`: nft's implicit comparison. */
export function match(left: Expression, right: Operand): Match {
  return { kind: 'match', left, operator: 'implicit', right };
}

/** `left == right` or `left != right`. */
export function compare(left: Expression, operator: '==' | '!=', right: Operand): Match {
  return { kind: 'match', left, operator, right };
}

export function jump(chain: string): ChainVerdict {
  return { kind: 'jump', chain };
}

export function goto(chain: string): ChainVerdict {
  return { kind: 'goto', chain };
}

export function verdict(value: Verdict): VerdictStatement {
  return { kind: 'verdict', verdict: value };
}

export function vmap(key: Expression, map: string): VerdictMapLookup {
  return { kind: 'vmap', key, map };
}

export function setMark(value: Bitwise): SetMark {
  return { kind: 'set-mark', value };
}

const PROTOCOL_MATCH: Record<TransportProtocol, Match> = {
  tcp: match(L4PROTO, literal('tcp')),
  udp: match(L4PROTO, literal('udp')),
  sctp: match(L4PROTO, literal('sctp')),
};

/** `meta l4proto tcp`. */
export function matchProtocol(protocol: TransportProtocol): Match {
  return PROTOCOL_MATCH[protocol];
}
