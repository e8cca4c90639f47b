import { Agents } from './agents';
import { Family } from '../../src/base/ip/address';

/** Client ports whose first packet the kernel traces. */
export const TRACED_PORTS = { first: 20_000, last: 29_999 };

/** The table that switches the trace on, right after connection tracking and before all chains of kube-proxy. */
const TABLE = 'bed';
const chain = (hook: string) => `add chain inet ${TABLE} ${hook} { type filter hook ${hook} priority -150 ; }
add rule inet ${TABLE} ${hook} ct state new meta l4proto { tcp, udp } th sport ${TRACED_PORTS.first}-${TRACED_PORTS.last} meta nftrace set 1
`;
export const TRACE_SCRIPT = `add table inet ${TABLE}\n${chain('prerouting')}${chain('output')}`;

/** A rule by its chain and its position there, from 0, in the text by which both sides are compared. */
export function ruleName(chainName: string, index: number): string {
  return `${chainName} ${index}`;
}

/** Where a packet comes from: what its client knows of it and the trace tells. */
export function flowName(protocol: string, source: string, sourcePort: number): string {
  return `${protocol} ${source} ${sourcePort}`;
}

/** Tells the rules of kube-proxy's tables by their handles. */
export class RuleNames {
  public static async read(agents: Agents, families: readonly Family[]): Promise<RuleNames> {
    const result = new RuleNames();
    for (const family of families) {
      const { nftables } = JSON.parse(await agents.run('node', 'nft', ['-j', '-a', 'list', 'table', family, 'kube-proxy'])) as {
        nftables: { rule?: { chain: string; handle: number } }[];
      };
      const lengths = new Map<string, number>();
      for (const { rule } of nftables) {
        if (!rule) continue;
        const index = lengths.get(rule.chain) ?? 0;
        lengths.set(rule.chain, index + 1);
        result.names.set(`${family} ${rule.handle}`, ruleName(rule.chain, index));
      }
    }
    return result;
  }

  private readonly names = new Map<string, string>();

  public nameOf(family: Family, handle: number): string {
    return this.names.get(`${family} ${handle}`) ?? `the unknown rule ${handle}`;
  }
}

const EVENT = /^trace id (\w+) (\w+) (\S+) (\S+) (packet:|rule|policy|verdict|unknown rule) ?(.*)$/;

/** What one packet met. */
interface Flow {
  readonly rules: string[];
  /** The chains of the bed by which it has come. */
  readonly seen: Set<string>;
}

/**
 * Reads what `nft -a monitor trace` printed: the rules of kube-proxy that each flow's first packet met. A packet from the node
 * to itself is traced twice, the second time as it comes in over `lo`; both are one way. A packet that a client sends again
 * where no answer came is left out.
 */
export function parseTrace(lines: readonly string[], names: RuleNames): Map<string, readonly string[]> {
  const flows = new Map<string, Flow>();
  const rulesById = new Map<string, string[]>();
  const fromNode = new Map<string, Flow>();
  for (const line of lines) {
    const event = EVENT.exec(line);
    if (!event) throw new Error(`not understood in a trace: ${line}`);
    const [, id, family, table, chainName, kind, rest] = event;
    if (table === TABLE && kind === 'packet:') {
      const name = flowNameOf(rest);
      const isOverLoopback = rest.startsWith('iif "lo" ');
      // Over lo, a masqueraded packet has another port, but is the same packet.
      const flow = flows.get(name) ?? (isOverLoopback ? fromNode.get(identityOf(rest)) : undefined) ?? { rules: [], seen: new Set() };
      if (!isOverLoopback) flows.set(name, flow);
      if (chainName === 'output') fromNode.set(identityOf(rest), flow);
      rulesById.set(id, flow.seen.has(chainName) ? [] : flow.rules);
      flow.seen.add(chainName);
    } else if (table === 'kube-proxy' && (kind === 'rule' || kind === 'unknown rule')) {
      // nft knows the text of the rules that were there when it started; of others it prints the handle alone.
      const [, handle] = /(?:^|.* # )handle (\d+) \(verdict /.exec(rest)!;
      // The end of a trace that was read before has no beginning here.
      rulesById.get(id)?.push(names.nameOf(family as Family, Number(handle)));
    }
  }
  return new Map([...flows].map(([name, { rules }]) => [name, rules]));
}

function flowNameOf(packet: string): string {
  const [, source] = / ip6? saddr (\S+) /.exec(` ${packet}`)!;
  const [, protocol, port] = / (tcp|udp) sport (\d+) /.exec(packet)!;
  return flowName(protocol, source, Number(port));
}

/** What the node's rules leave of a packet as it was: the identification of IPv4, the flow label of IPv6. */
function identityOf(packet: string): string {
  return / ip id \d+ | ip6 flowlabel \S+ /.exec(packet)![0];
}
