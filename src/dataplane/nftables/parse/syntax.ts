import { Verdict } from '../model/statements';

/**
 * What nft lists, be it as text or as JSON, before it is known whether the library's model has it. Tables of other programs stay in
 * this form.
 */

/** An operand or a key, in as far as it is understood. */
export type ListedExpression =
  | ListedValue
  | { readonly kind: 'payload'; readonly header: string; readonly field: string }
  | { readonly kind: 'meta'; readonly key: string }
  | { readonly kind: 'ct'; readonly key: string }
  | { readonly kind: 'fib'; readonly keys: readonly string[]; readonly result: string }
  | { readonly kind: 'concatenation'; readonly parts: readonly ListedExpression[] }
  | { readonly kind: 'binary'; readonly operator: '&' | '|' | '^'; readonly left: ListedExpression; readonly right: ListedExpression }
  | { readonly kind: 'numgen'; readonly mode: string; readonly modulus: number; readonly offset: number }
  | { readonly kind: 'map'; readonly key: ListedExpression; readonly data: ListedContainer }
  | ListedContainer;

/** An address, prefix, range, number or word. Ranges and prefixes are as in text: `10.0.0.1-10.0.0.9`, `10.0.0.0/8`. */
export interface ListedValue {
  readonly kind: 'value';
  readonly value: string | number;
}

/** What a value is looked up in: a set or map of the table, or one inside of the rule. */
export type ListedContainer =
  | { readonly kind: 'reference'; readonly name: string }
  | { readonly kind: 'members'; readonly members: readonly ListedElement[] };

/** An element of a set or map: a key, and in a map what it leads to. */
export interface ListedElement {
  readonly key: ListedExpression;
  readonly comment?: string;
  readonly verdict?: Verdict;
  readonly data?: ListedExpression;
}

/** A part of a rule. */
export type ListedStatement =
  | { readonly kind: 'match'; readonly left: ListedExpression; readonly operator: string; readonly right: ListedExpression }
  | { readonly kind: 'vmap'; readonly key: ListedExpression; readonly data: ListedContainer }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'mangle'; readonly target: ListedExpression; readonly value: ListedExpression }
  | { readonly kind: 'nat'; readonly type: 'dnat' | 'snat'; readonly address?: ListedExpression; readonly port?: ListedExpression; readonly flags: string }
  | { readonly kind: 'masquerade' | 'redirect'; readonly flags: string }
  | { readonly kind: 'reject'; readonly reason: string }
  | { readonly kind: 'update'; readonly operation: string; readonly set: string; readonly key: ListedExpression }
  | { readonly kind: 'counter' | 'notrack' }
  | { readonly kind: 'opaque'; readonly text: string };

/** A rule. It is read when it is asked for: a node may have millions of other programs' rules. */
export interface ListedRule {
  /** The rule as it is in the listing, without its handle. */
  readonly text: string;
  readonly line: number;
  /** Its statements, and what each of them is in the listing. */
  read(): { readonly statements: readonly ListedStatement[]; readonly texts: readonly string[]; readonly comment?: string };
}

/** Where a base chain hooks into the kernel. */
export interface ListedBase {
  readonly type: string;
  readonly hook: string;
  readonly device?: string;
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
}

export interface ListedChain {
  readonly name: string;
  readonly base?: ListedBase;
  /** Listings in JSON have none. */
  readonly comment?: string;
  /** Where it begins. */
  readonly line: number;
  readonly rules: readonly ListedRule[];
}

/** A named set or map. */
export interface ListedNamedContainer {
  readonly name: string;
  readonly kind: 'set' | 'map';
  /** The types of the parts of the key, as in `ipv4_addr`. */
  readonly keyType: readonly string[];
  /** What the keys of a map lead to: `verdict`, or a type. */
  readonly dataType?: string;
  readonly flags: readonly string[];
  readonly timeoutSeconds?: number;
  readonly comment?: string;
  readonly line: number;
  elements(): readonly ListedElement[];
}

export interface ListedTable {
  readonly family: string;
  readonly name: string;
  readonly comment?: string;
  /** Whether the kernel passes over the table's chains. */
  readonly isDormant: boolean;
  readonly chains: ReadonlyMap<string, ListedChain>;
  readonly containers: ReadonlyMap<string, ListedNamedContainer>;
  /** Objects of other kinds, as in `counter web-hits`. */
  readonly others: readonly string[];
  readonly line: number;
  /** Whether the listing ends before the table does. */
  readonly isCut: boolean;
}

/** All that nft listed, in its order. */
export interface Listing {
  /** What messages call it: the name of its file. */
  readonly name: string;
  /** Lines of a listing in JSON are numbers of its objects. */
  readonly format: 'text' | 'json';
  readonly tables: readonly ListedTable[];
  /** Whether the listing ends in its middle; what would have come next is not known. */
  readonly isCut: boolean;
}

/** What nft prints is not known, so it can't be read; becomes an opaque statement. */
export class NotUnderstood extends Error {}
