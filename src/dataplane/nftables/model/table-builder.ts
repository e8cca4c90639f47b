import { Purpose } from './purpose';
import { Statement, Verdict } from './statements';
import { BaseChain, Chain, DataType, ElementSet, Key, keyText, Rule, Table, VerdictMap } from './table';
import { Family } from '../../../base/ip/address';

/** Two claims to one key of a map, of which the later won. */
export interface KeyConflict {
  readonly map: string;
  readonly key: string;
  /** What the earlier claim would lead to. */
  readonly lost: Verdict;
}

/** Rules that are being put together: those of a chain, or a list of their own. */
export interface RuleList {
  readonly rules: Rule[];
}

/** Adds a rule to the end. */
export function addRule(chain: RuleList, statements: readonly Statement[], purpose?: Purpose, comment?: string): void {
  chain.rules.push(comment === undefined ? { statements, purpose } : { statements, purpose, comment });
}

/**
 * Fills a table. Adding what is there already is not an error and changes nothing, as with `nft add`; an element for a set or
 * map that is not there is a mistake in the generator and throws.
 */
export class TableBuilder {
  public readonly table: Table;
  public readonly conflicts: KeyConflict[] = [];
  private readonly ownChains = new Map<string, Chain & RuleList>();

  constructor(family: Family, name: string, comment: string) {
    this.table = { family, name, comment, chains: new Map(), sets: new Map(), maps: new Map() };
  }

  /** A chain whose rules are added one by one, for what every ruleset has. */
  public chain(name: string, options: { base?: BaseChain; comment?: string } = {}): Chain & RuleList {
    let chain = this.ownChains.get(name);
    if (!chain) {
      chain = { name, ...options, rules: [] };
      this.ownChains.set(name, chain);
      this.addChain(chain);
    }
    return chain;
  }

  /** A chain as it is, for all that Services have. */
  public addChain(chain: Chain): void {
    if (!this.table.chains.has(chain.name)) this.table.chains.set(chain.name, chain);
  }

  public set(name: string, keyType: readonly DataType[], options: { comment?: string; timeoutSeconds?: number }): ElementSet {
    let set = this.table.sets.get(name);
    if (!set) {
      set = { name, keyType, ...options, elements: new Map() };
      this.table.sets.set(name, set);
    }
    return set;
  }

  public map(name: string, keyType: readonly DataType[], comment: string): VerdictMap {
    let map = this.table.maps.get(name);
    if (!map) {
      map = { name, keyType, comment, elements: new Map() };
      this.table.maps.set(name, map);
    }
    return map;
  }

  public setElement(set: string, key: Key): void {
    defined(this.table.sets.get(set), set).elements.set(keyText(key), { key });
  }

  /** Where the key is taken by another verdict, the later one wins, as in kube-proxy, and the conflict is remembered. */
  public mapElement(map: string, key: Key, verdict: Verdict, comment?: string): void {
    const { elements } = defined(this.table.maps.get(map), map);
    const text = keyText(key);
    const present = elements.get(text);
    if (present && !sameVerdict(present.verdict, verdict)) this.conflicts.push({ map, key: text, lost: present.verdict });
    else if (present) return;
    elements.set(text, comment === undefined ? { key, verdict } : { key, verdict, comment });
  }
}

function sameVerdict(a: Verdict, b: Verdict): boolean {
  return a.kind === b.kind && ('chain' in a ? a.chain : undefined) === ('chain' in b ? b.chain : undefined);
}

function defined<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`${name} is used before it is added to the table`);
  return value;
}
