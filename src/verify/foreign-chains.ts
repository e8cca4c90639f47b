import { ForeignWalk } from './foreign-walk';
import { Frontend, FrontendIndex } from './frontends';
import { FAMILIES, Family } from '../base/ip/address';
import { ListedChain, ListedTable, Listing } from '../dataplane/nftables/parse/syntax';

/** What a base chain of another program can do to packets. */
export interface ForeignChain {
  /** The table's family in nft's spelling; `inet` is both. */
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly type: string;
  readonly hook: string;
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  /** Where it comes in relation to kube-proxy's first chain that gives packets their destination. */
  readonly position: 'before' | 'after' | 'same';
  /** What its rules do: `drop`, `reject`, `dnat`, `masquerade`, `notrack`, `mark`, `accept`. */
  readonly effects: readonly string[];
  /** Whether some of its rules can't be evaluated: what iptables-nft made of extensions, or what is not known. */
  readonly hasUnknown: boolean;
}

/** What a rule of another program does to packets of some Services before kube-proxy's rules. */
export interface ForeignEffect {
  readonly chain: ForeignChain;
  readonly families: readonly Family[];
  /** `drop`, `reject`, `dnat`, `redirect`, `notrack` or `mark`. */
  readonly effect: string;
  readonly rule: string;
  readonly frontends: readonly Frontend[];
}

/** What there is beside kube-proxy's tables. */
export interface ForeignResult {
  readonly chains: readonly ForeignChain[];
  readonly effects: readonly ForeignEffect[];
  /** Chains of which not all rules were looked at, since there are too many. */
  readonly notLookedAt: readonly string[];
}

/** The priority at which the kernel gives packets their destination, and kube-proxy's chains do (upstream: NF_IP_PRI_NAT_DST). */
const DNAT = -100;

/** How a chain comes in relation to kube-proxy's: at other hooks than these two packets already have another destination. */
function positionOf({ hook, priority }: NonNullable<ListedChain['base']>): ForeignChain['position'] {
  switch (hook) {
    case 'ingress': return 'before';
    case 'prerouting':
    case 'output': return priority < DNAT ? 'before' : priority === DNAT ? 'same' : 'after';
    default: return 'after';
  }
}

/** Families of tables whose chains IP packets meet. */
const TABLE_FAMILIES: Readonly<Record<string, readonly Family[]>> = { ip: ['ip'], ip6: ['ip6'], inet: FAMILIES, netdev: FAMILIES };

/**
 * The base chains of other programs, and those of their rules that name what belongs to a Service and act on it before kube-proxy does.
 *
 * @param masqueradeMark the bit by which kube-proxy knows what to masquerade
 */
export function foreignChains(listing: Listing, frontends: FrontendIndex, masqueradeMark: number): ForeignResult {
  const chains: ForeignChain[] = [];
  const effects: ForeignEffect[] = [];
  const notLookedAt: string[] = [];
  for (const table of listing.tables) {
    const families = TABLE_FAMILIES[table.family] ?? [];
    if (table.isDormant || families.length === 0 || isKubeProxys(table)) continue;
    for (const chain of table.chains.values()) {
      if (!chain.base) continue;
      const walk = new ForeignWalk(table, chain);
      const { type, hook, priority, policy } = chain.base;
      const found: ForeignChain = {
        family: table.family, table: table.name, chain: chain.name, type, hook, priority, policy, position: positionOf(chain.base), ...walk.summary(),
      };
      chains.push(found);
      if (walk.isTooLarge) notLookedAt.push(`table ${table.family} ${table.name} chain ${chain.name}`);
      if (found.position !== 'before') continue;
      for (const { effect, rule, frontends: met } of walk.effects(frontends, families, masqueradeMark)) {
        effects.push({ chain: found, families: [...new Set(met.map(({ family }) => family))], effect, rule, frontends: met });
      }
    }
  }
  return { chains, effects, notLookedAt };
}

function isKubeProxys({ family, name }: ListedTable): boolean {
  return name === 'kube-proxy' && (family === 'ip' || family === 'ip6');
}
