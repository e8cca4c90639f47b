import { iptablesRule } from './iptables-rule';
import { nftRules } from './nft-rule';
import { FirewallNode, FirewallPacket } from './packet';
import { FirewallRule, Truth } from './rule';
import { FirewallChain } from '../../../cluster/facts/fact-table';

/** What may become of a packet in a chain; `open` where it comes to the chain's end. */
type End = 'accept' | 'drop' | 'reject' | 'masquerade' | 'open';

/** What a filter does with a packet. */
export type FilterVerdict = 'accept' | 'drop' | 'reject';

/** kube-proxy's own chain of nftables mode has the priority of iptables' filter tables; up to 1.32, one before DNAT. */
const OWN_PRIORITIES = { 'in-iptables': 0, 'own-chain': 0, 'own-chain-before-dnat': -110 } as const;

/** Whether kube-proxy's rules are the first ones of iptables' chain, or a chain of their own. */
export type OwnPlace = keyof typeof OWN_PRIORITIES;

interface Table {
  readonly key: string;
  readonly chains: ReadonlyMap<string, FirewallChain>;
  readonly rules: Map<string, readonly FirewallRule[]>;
}

/** The packet filter of a node, as far as its facts show it: what others than kube-proxy do with packets. */
export class Firewall {
  private readonly tables: readonly Table[];

  /** @param hasHostEndpoints whether policies of Calico say what the node itself may get and send */
  constructor(chains: readonly FirewallChain[], private readonly node: FirewallNode, private readonly hasHostEndpoints: boolean) {
    const tables = new Map<string, Map<string, FirewallChain>>();
    for (const chain of chains) {
      const key = `${chain.syntax} ${chain.family} ${chain.table}`;
      const table = tables.get(key) ?? new Map<string, FirewallChain>();
      tables.set(key, table.set(chain.chain, chain));
    }
    this.tables = [...tables].map(([key, all]) => ({ key, chains: all, rules: new Map() }));
  }

  /**
   * What becomes of a packet at a hook, other programs' chains and kube-proxy's own rules taken together; undefined where that depends on
   * what is not known.
   *
   * @param own what kube-proxy's rules do with it, if anything
   */
  public verdict(packet: FirewallPacket, own: FilterVerdict | undefined, ownPlace: OwnPlace): FilterVerdict | undefined {
    const verdicts: (FilterVerdict | undefined)[] = [];
    let isOwnAsked = false;
    const ask = () => {
      if (!isOwnAsked && own !== undefined) verdicts.push(own);
      isOwnAsked = true;
    };
    for (const { table, chain } of this.basesAt(packet)) {
      const isIptables = chain.table === 'filter' && chain.family !== 'inet' && chain.chain === packet.hook.toUpperCase();
      if (ownPlace === 'in-iptables' && isIptables) {
        verdicts.push(this.aroundOwn(chain, table, packet, own));
        isOwnAsked = true;
      } else {
        if (Number(chain.priority) > OWN_PRIORITIES[ownPlace]) ask();
        verdicts.push(this.atBase(chain, table, packet));
      }
    }
    ask();
    // The first chain that does not accept the packet decides; if nobody knows what it does, nobody knows what becomes of the packet.
    const first = verdicts.findIndex(verdict => verdict !== 'accept');
    return first === -1 ? 'accept' : verdicts[first];
  }

  /** Whether a packet gets the address of the node as its source; undefined where that depends on what is not known. */
  public masquerades(packet: FirewallPacket): Truth {
    const ends = new Set<End>();
    for (const { table, chain } of this.basesAt(packet)) for (const end of this.follow(chain.chain, table, packet, 0)) ends.add(end);
    if (!ends.has('masquerade')) return false;
    return ends.size === 1 ? true : undefined;
  }

  private basesAt({ hook, family }: FirewallPacket): { readonly table: Table; readonly chain: FirewallChain }[] {
    return this.tables.flatMap(table => [...table.chains.values()].map(chain => ({ table, chain })))
      .filter(({ chain }) => chain.hook === hook && (chain.family === family || chain.family === 'inet'))
      .sort((a, b) => Number(a.chain.priority) - Number(b.chain.priority));
  }

  private atBase(chain: FirewallChain, table: Table, packet: FirewallPacket, start = 0): FilterVerdict | undefined {
    const ends = new Set([...this.follow(chain.chain, table, packet, 0, start)].map(end => end === 'open' ? chain.policy : end));
    const [end] = ends;
    return ends.size === 1 && end !== 'masquerade' ? end : undefined;
  }

  /** A chain of iptables with kube-proxy's own rules: where it jumps to them, or in front of all others. */
  private aroundOwn(chain: FirewallChain, table: Table, packet: FirewallPacket, own: FilterVerdict | undefined): FilterVerdict | undefined {
    const jump = (this.rulesOf(chain.chain, table) ?? []).findIndex(({ target }) => target.kind === 'jump' && OF_KUBE_PROXY.test(target.chain));
    const place = Math.max(jump, 0);
    const verdicts = new Set([...this.follow(chain.chain, table, packet, 0, 0, place)].map(end => {
      if (end === 'open') return own ?? this.atBase(chain, table, packet, place);
      return end === 'masquerade' ? undefined : end;
    }));
    const [verdict] = verdicts;
    return verdicts.size === 1 ? verdict : undefined;
  }

  /** All ends that a packet may come to in a chain. */
  private follow(name: string, table: Table, packet: FirewallPacket, depth: number, start?: number, end?: number): ReadonlySet<End> {
    const known = endsByName(name, packet, this.hasHostEndpoints) ?? (depth > MAX_DEPTH ? ANYTHING : undefined);
    if (known) return known;
    const ends = new Set<End>();
    for (const rule of this.rulesOf(name, table)?.slice(start, end) ?? []) {
      const truth = truthOf(rule, packet, this.node);
      if (truth === false || rule.target.kind === 'continue') continue;
      const reached = this.endsOf(rule, table, packet, depth);
      const goesOn = reached.has('open') && rule.target.kind !== 'return' && rule.target.kind !== 'goto';
      for (const each of reached) if (each !== 'open' || !goesOn) ends.add(each);
      if (truth === true && !goesOn) return ends;
    }
    return ends.add('open');
  }

  private endsOf({ target }: FirewallRule, table: Table, packet: FirewallPacket, depth: number): ReadonlySet<End> {
    switch (target.kind) {
      case 'jump':
      case 'goto': return this.follow(target.chain, table, packet, depth + 1);
      case 'return':
      case 'continue': return OPEN;
      case 'unknown': return ANYTHING;
      default: return new Set([target.kind]);
    }
  }

  private rulesOf(name: string, { chains, rules }: Table): readonly FirewallRule[] | undefined {
    let read = rules.get(name);
    const chain = chains.get(name);
    if (!read && chain) {
      read = chain.rules.flatMap(text => chain.syntax === 'nft' ? nftRules(text) : [iptablesRule(text)]);
      rules.set(name, read);
    }
    return read;
  }
}

/** Chains of kube-proxy in iptables' filter table; KUBE-FIREWALL is kubelet's. */
const OF_KUBE_PROXY = /^KUBE-(?!FIREWALL$)/;

const OPEN: ReadonlySet<End> = new Set(['open']);
const ANYTHING: ReadonlySet<End> = new Set(['accept', 'drop', 'reject', 'open']);

const ACCEPTED: ReadonlySet<End> = new Set(['accept']);
const ACCEPTED_OR_OPEN: ReadonlySet<End> = new Set(['accept', 'open']);

/** nft allows jumps as deep as this (upstream: NFT_JUMP_STACK_SIZE). */
const MAX_DEPTH = 16;

/**
 * Chains that are not among the facts: those of kube-proxy and kubelet, whose rules the model of the mode has, and most of Calico's. What
 * its policies allow is forwarded from and to pods of the node, and nothing else (upstream: felix/rules/static.go, cali-FORWARD,
 * cali-INPUT); whether pods may send to their node depends on its configuration.
 */
function endsByName(name: string, { hook, isOfLocalPod }: FirewallPacket, hasHostEndpoints: boolean): ReadonlySet<End> | undefined {
  if (name.startsWith('KUBE-')) return OPEN;
  if (!name.startsWith('cali-') || CALICO_NAT.has(name)) return undefined;
  if (hook === 'postrouting') return OPEN;
  if (hasHostEndpoints) return ANYTHING;
  if (hook === 'forward') return isOfLocalPod ? ACCEPTED : OPEN;
  return isOfLocalPod ? ACCEPTED_OR_OPEN : OPEN;
}

const CALICO_NAT: ReadonlySet<string> = new Set(['cali-POSTROUTING', 'cali-nat-outgoing']);

function truthOf({ conditions }: FirewallRule, packet: FirewallPacket, node: FirewallNode): Truth {
  let truth: Truth = true;
  for (const condition of conditions) {
    const each = condition(packet, node);
    if (each === false) return false;
    if (each === undefined) truth = undefined;
  }
  return truth;
}
