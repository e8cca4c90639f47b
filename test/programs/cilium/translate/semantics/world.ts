import { cidrContains, parseCidr } from '../../../../../src/base/ip/cidr';
import { Plain } from '../../../../support/builders';

/** Something with an address. */
export interface Endpoint {
  readonly kind: 'pod' | 'node' | 'outside';
  readonly name: string;
  readonly addresses: { readonly ip?: string; readonly ip6?: string };
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly account: string;
  /** The node of a pod. */
  readonly node: string;
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly number: number }[];
}

export type Family = 'ip' | 'ip6';

/** A packet between a pod and a peer. */
export interface Packet {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly family: Family;
  readonly protocol: string;
  readonly sourcePort: number;
  readonly port: number;
  readonly type: number;
  readonly code: number;
}

/** A cluster with its policies, as objects of the API. */
export interface World {
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly endpoints: readonly Endpoint[];
  readonly families: readonly Family[];
  readonly pools: readonly string[];
  readonly sets: readonly Plain[];
  readonly hosts: readonly Plain[];
  readonly tiers: readonly Plain[];
  readonly policies: readonly Plain[];
  readonly networkPolicies: readonly Plain[];
}

const answers = new Map<string, boolean>();

export function isIn(cidr: string, address: string): boolean {
  const key = `${cidr} ${address}`;
  const known = answers.get(key) ?? isInNow(cidr, address);
  answers.set(key, known);
  return known;
}

function isInNow(cidr: string, address: string): boolean {
  const [base, length] = cidr.split('/');
  const parsed = parseCidr(`${base}/${length ?? (base.includes(':') ? 128 : 32)}`)!;
  return cidrContains(parsed, address);
}

export type Direction = 'ingress' | 'egress';
