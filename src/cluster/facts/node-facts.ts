import { FactId, FactValues, HookedChain } from './fact-table';
import { SourceLocation } from '../../base/errors';
import { parseIp } from '../../base/ip/address';

/** What is known, and how it was found; or why it is not known. */
export type Fact<T> = { readonly value: T; readonly from: string } | { readonly unknown: string };

export type Facts = { readonly [Id in FactId]?: Fact<FactValues[Id]> };

/** What the probe has found on one node. */
export class NodeFacts {
  constructor(
    /** The name of the Node, or the host name where the probe was not told. */
    public readonly node: string,
    /** Seconds since 1970; 0 where the node has no clock. */
    public readonly time: number,
    private readonly facts: Facts,
    public readonly source: SourceLocation,
  ) {}

  /** The value of a fact; undefined where it is not known. */
  public value<Id extends FactId>(id: Id): FactValues[Id] | undefined {
    const fact: Fact<FactValues[Id]> | undefined = this.facts[id];
    return fact && 'value' in fact ? fact.value : undefined;
  }

  /** The facts of a few kinds alone, as they are in a document. */
  public only(ids: readonly FactId[]): Facts {
    return Object.fromEntries(ids.filter(id => this.facts[id] !== undefined).map(id => [id, this.facts[id]]));
  }

  /** How a fact was found; undefined where it is not known. */
  public from(id: FactId): string | undefined {
    const fact = this.facts[id];
    return fact && 'from' in fact ? fact.from : undefined;
  }

  /** Why a fact is not known; undefined where it is. */
  public whyUnknown(id: FactId): string | undefined {
    const fact = this.facts[id];
    if (!fact) return `the document has no fact ${id}`;
    return 'unknown' in fact ? fact.unknown : undefined;
  }

  /** All base chains at a hook that filter, of nftables and of the legacy iptables; undefined where one of the two is not known. */
  public hooks(hook: string): readonly HookedChain[] | undefined {
    const hooks = this.value('nft.hooks');
    const legacy = this.value('iptables.legacy');
    if (!hooks || !legacy) return undefined;
    return [...hooks, ...legacy.filter(({ name }) => name === 'filter').flatMap(table => table.hooks)].filter(chain => chain.hook === hook);
  }

  /** How many chains of each kind there are in iptables' tables, of both kinds of iptables; undefined where one of the two is not known. */
  public get iptablesChains(): Readonly<Record<string, number>> | undefined {
    const tables = this.value('nft.tables');
    const legacy = this.value('iptables.legacy');
    if (!tables || !legacy) return undefined;
    const sum: Record<string, number> = {};
    for (const { kinds } of [...tables.filter(({ family, name }) => (family === 'ip' || family === 'ip6') && IPTABLES.includes(name)), ...legacy]) {
      for (const [kind, chains] of Object.entries(kinds)) sum[kind] = (sum[kind] ?? 0) + chains;
    }
    return sum;
  }

  /** The addresses of the interfaces without their prefix lengths, as they are written in the model; undefined where they are not known. */
  public get addresses(): readonly { readonly interfaceName: string; readonly address: string; readonly cidr: string }[] | undefined {
    const interfaces = this.value('addresses');
    return interfaces && Object.entries(interfaces).flatMap(([interfaceName, cidrs]) => cidrs.map(cidr => {
      const address = cidr.split('/')[0];
      return { interfaceName, cidr, address: parseIp(address)?.text ?? address };
    }));
  }
}

const IPTABLES = ['raw', 'mangle', 'nat', 'filter', 'security'];
