import { Purpose } from './purpose';
import { Statement, Verdict } from './statements';
import { Family } from '../../../base/ip/address';

/** A table with everything in it. The maps are keyed by the name of their objects. */
export interface Table {
  readonly family: Family;
  readonly name: string;
  /** A listing in JSON has none. */
  readonly comment?: string;
  /** Whether the kernel passes over the table's base chains, as `flags dormant` makes it. */
  readonly isDormant?: boolean;
  readonly chains: Map<string, Chain>;
  readonly sets: Map<string, ElementSet>;
  readonly maps: Map<string, VerdictMap>;
}

export interface Chain {
  readonly name: string;
  /** Set for a chain that hooks into the kernel's packet path; other chains are only jumped to. */
  readonly base?: BaseChain;
  readonly comment?: string;
  readonly rules: readonly Rule[];
}

export type Hook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** The hook of a base chain. Chains of one hook run in the order of their priorities, lowest first. */
export interface BaseChain {
  readonly type: 'filter' | 'nat' | 'route';
  readonly hook: Hook;
  readonly priority: number;
  /** What becomes of a packet at the end of the chain; accept where it is not set. kube-proxy sets none. */
  readonly policy?: 'drop';
}

export interface Rule {
  readonly statements: readonly Statement[];
  /** What it is for; undefined where it is not a rule of kube-proxy. It is not a part of what nft knows. */
  readonly purpose?: Purpose;
  readonly comment?: string;
}

/** The type of a key, or of a part of it: an address of the table's family, a protocol, a port. */
export type DataType = 'ipv4_addr' | 'ipv6_addr' | 'inet_proto' | 'inet_service';

/** The parts of an element's key: canonical addresses, protocols, ports. */
export type Key = readonly (string | number)[];

/** A named set. Elements are keyed by `keyText`, so that a look-up costs one access. */
export interface ElementSet {
  readonly name: string;
  readonly keyType: readonly string[];
  /** Set for a set whose elements rules add at run time and that expire. */
  readonly timeoutSeconds?: number;
  readonly comment?: string;
  readonly elements: Map<string, SetElement>;
}

/** A named map from keys to verdicts. Elements are keyed by `keyText`. */
export interface VerdictMap {
  readonly name: string;
  readonly keyType: readonly string[];
  readonly comment?: string;
  readonly elements: Map<string, MapElement>;
}

export interface SetElement {
  readonly key: Key;
}

export interface MapElement {
  readonly key: Key;
  readonly verdict: Verdict;
  readonly comment?: string;
}

/** A key as nft writes it: `10.96.0.1 . tcp . 443`. */
export function keyText(key: Key): string {
  let text = '';
  for (const part of key) text += text === '' ? part : ` . ${part}`;
  return text;
}

/** The type of an address in a table of the family. */
export function addressType(family: Family): DataType {
  return family === 'ip' ? 'ipv4_addr' : 'ipv6_addr';
}
