import { areContradictory, Conjunction } from './calico-selector';
import { Cidr, cidrContainsBytes } from '../../../base/ip/cidr';

/** Whom a rule is about on the other side; several of these are any one of them. `any` also stands for what is not known. */
export type Peer = { readonly any: true } | { readonly nodes: true } | { readonly pods: Conjunction } | { readonly net: Cidr; readonly except: readonly Cidr[] };

/** A protocol with its ports, or with its types in the case of ICMP; without a protocol, everything. */
export interface Ports {
  readonly protocol?: string;
  readonly first: number;
  readonly last: number;
}

export const ALL_PORTS: Ports = { first: 0, last: 65535 };

/** Packets of one direction, as far as rules tell them apart. Each list holds alternatives. */
export interface Traffic {
  readonly subjects: readonly Conjunction[];
  readonly peers: readonly Peer[];
  readonly ports: readonly Ports[];
}

/** Whether a packet may be in both. It is not where `false`. */
export function mayOverlap(a: Traffic, b: Traffic): boolean {
  return subjectsOverlap(a.subjects, b.subjects)
    && a.peers.some(one => b.peers.some(other => peersOverlap(one, other)))
    && a.ports.some(one => b.ports.some(other => portsOverlap(one, other)));
}

export function subjectsOverlap(a: readonly Conjunction[], b: readonly Conjunction[]): boolean {
  return a.some(one => b.some(other => !areContradictory([...one, ...other])));
}

/** Whether all pods of `inner` are surely among those of `outer`. */
export function covers(outer: readonly Conjunction[], inner: readonly Conjunction[]): boolean {
  return inner.every(one => outer.some(other => other.every(requirement => one.some(each => JSON.stringify(each) === JSON.stringify(requirement)))));
}

function peersOverlap(a: Peer, b: Peer): boolean {
  if ('any' in a || 'any' in b) return true;
  if ('pods' in a) return 'pods' in b && !areContradictory([...a.pods, ...b.pods]);
  if ('nodes' in a) return 'nodes' in b;
  return 'net' in b && netsOverlap(a.net, b.net) && !isExcepted(a.net, b.except) && !isExcepted(b.net, a.except);
}

function isExcepted(net: Cidr, except: readonly Cidr[]): boolean {
  return except.some(each => contains(each, net));
}

export function netsOverlap(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.prefixLength <= inner.prefixLength && cidrContainsBytes(outer, inner.network);
}

function portsOverlap(a: Ports, b: Ports): boolean {
  return (a.protocol === undefined || b.protocol === undefined || a.protocol === b.protocol) && a.first <= b.last && b.first <= a.last;
}
