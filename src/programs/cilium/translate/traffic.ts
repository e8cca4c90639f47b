import { areContradictory, Conjunction, opposite } from './calico-selector';
import { Cidr, cidrContainsBytes, parseCidr } from '../../../base/ip/cidr';

/** Whom a rule is about on the other side; several of these are any one of them. `any` also stands for what is not known. */
export type Peer = { readonly any: true } | { readonly nodes: true } | { readonly pods: Conjunction } | Net;

/** A network without some that are within it. */
export interface Net {
  readonly net: Cidr;
  readonly except: readonly Cidr[];
}

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

/** The addresses that two networks have in common. */
export function inBoth(a: Net, b: Net): Net[] {
  if (!netsOverlap(a.net, b.net)) return [];
  const net = contains(a.net, b.net) ? b.net : a.net;
  const except = [...a.except, ...b.except];
  return isExcepted(net, except) ? [] : [{ net, except: except.filter(each => contains(net, each)) }];
}

export const EVERYWHERE = ['0.0.0.0/0', '::/0'].map(text => parseCidr(text)!);

/** Peers without others. */
export function subtractPeers(peers: readonly Peer[], others: readonly Peer[]): Peer[] {
  if (others.some(each => 'any' in each)) return [];
  const all = peers.flatMap((each): Peer[] => 'any' in each ? [{ pods: [] }, { nodes: true }, ...EVERYWHERE.map(net => ({ net, except: [] }))] : [each]);
  return others.reduce<Peer[]>((left, other) => left.flatMap(each => without(each, other)), all);
}

function without(peer: Peer, other: Peer): Peer[] {
  if (!peersOverlap(peer, other)) return [peer];
  if ('pods' in peer && 'pods' in other) return other.pods.map(each => [...peer.pods, opposite(each)]).filter(each => !areContradictory(each)).map(pods => ({ pods }));
  if (!('net' in peer && 'net' in other)) return [];
  // What the other one excepts is left.
  const left = other.except.flatMap(net => inBoth(peer, { net, except: [] }));
  if (contains(other.net, peer.net)) return left;
  return [{ net: peer.net, except: [...peer.except.filter(each => !contains(other.net, each)), other.net] }, ...left];
}

/** Whether all packets of some ports are surely among others. */
export function coversPorts(outer: readonly Ports[], inner: readonly Ports[]): boolean {
  return inner.every(one => outer.some(({ protocol, first, last }) => (protocol === undefined || protocol === one.protocol)
    && first <= one.first && last >= one.last));
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
