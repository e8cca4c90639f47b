import { Consequence, consequenceOf } from './consequences';
import { isFurtherAddress } from './further-addresses';
import { ComparedTraffic, ModeRow, ModeRows, ModeSide, TrafficObserver } from './mode-comparison';
import { isSameOutcome } from './same';
import { topicOf } from './topics';
import { SourceClass } from '../../explain/vocabulary';
import { outcomeOf } from '../mode-model';
import { ModeOutcome, Share } from '../outcome';
import { ModeModel } from '../procedure';
import { FactName } from '../surroundings';
import { Branch, branchesOf } from '../unknowns';
import { whyOf } from '../why';

/** Traffic that meets something else if a fact is not what is assumed, for one reason and with one consequence. */
export interface ConditionalChange {
  /** One such packet, if the fact is otherwise; both of its outcomes may be the same then. */
  readonly row: ModeRow;
  /** Undefined where both modes treat it alike then. */
  readonly consequence?: Consequence;
  readonly count: number;
}

/** A fact that objects can't tell, and what of a comparison depends on it. */
export interface Condition extends Pick<Branch, 'name' | 'assumed' | 'alternative'> {
  readonly changes: readonly ConditionalChange[];
}

interface Counted {
  readonly row: ModeRow;
  readonly consequence?: Consequence;
  count: number;
}

const OTHER_ADDRESSES: Condition = {
  name: 'node-addresses',
  assumed: 'the node has no addresses but those of its Node object',
  alternative: 'the node has more addresses, such as those of a second network card, of a bridge or of a virtual IP',
  changes: [],
};
const NETWORK_SEGMENT: Condition = {
  name: 'network-segment',
  assumed: 'no external address is in a network that the node is connected to',
  alternative: 'external addresses are in a network that the node is connected to, and nothing else announces them',
  changes: [],
};

/**
 * What of a comparison depends on facts that are not known. Traffic of one kind, from one kind of client, with the same outcomes
 * in both modes depends on them in the same way, so that one packet of it is enough.
 */
export class Conditions implements TrafficObserver {
  private readonly branches: ReadonlyMap<FactName, Branch>;
  /** By the kind of traffic: undefined where the fact makes no difference to it. */
  private readonly known = new Map<string, Map<FactName, Counted | undefined>>();
  private readonly found = new Map<FactName, Counted[]>();

  constructor(private readonly before: ModeSide, private readonly after: ModeSide) {
    this.branches = new Map((Object.entries(branchesOf([before.mode, after.mode])) as [FactName, Branch][])
      .filter(([fact]) => before.surroundings[fact] === undefined));
  }

  public add(traffic: ComparedTraffic, asked: ReadonlySet<FactName>, models: readonly [before: ModeModel, after: ModeModel]): void {
    const kind = kindOf(traffic, models[0]);
    let known = this.known.get(kind);
    if (!known) this.known.set(kind, known = new Map());
    for (const fact of asked) {
      const branch = this.branches.get(fact);
      if (!branch) continue;
      if (!known.has(fact)) known.set(fact, this.otherwise(fact, branch, traffic, models));
      const counted = known.get(fact);
      if (counted) counted.count++;
    }
  }

  public all(): Condition[] {
    const ofFacts = [...this.branches].flatMap(([fact, { name, assumed, alternative }]) => {
      const changes = this.found.get(fact);
      return changes ? [{ name, assumed, alternative, changes }] : [];
    });
    return [...this.ofFurtherAddresses(), ...ofFacts];
  }

  /** What depends on addresses and networks of the node that nobody has looked for. */
  private ofFurtherAddresses(): Condition[] {
    const [before, after] = [this.before.withFurtherAddresses?.(), this.after.withFurtherAddresses?.()];
    if (!before || !after) return [];
    const changes = new Map<Condition | undefined, Counted[]>([[OTHER_ADDRESSES, []], [NETWORK_SEGMENT, []]]);
    for (const row of new ModeRows(before, after).differing()) {
      const isOfNetwork = row.sourceClass === SourceClass.LAN;
      const list = changes.get(isFurtherAddress(row.destination.address) ? OTHER_ADDRESSES : isOfNetwork ? NETWORK_SEGMENT : undefined);
      if (!list) continue;
      const equal = list.find(({ row: { consequence, topic } }) => consequence === row.consequence && topic === row.topic);
      if (equal) equal.count++;
      else list.push({ row, consequence: row.consequence, count: 1 });
    }
    return [...changes].flatMap(([condition, rows]) => condition && rows.length > 0 ? [{ ...condition, changes: rows }] : []);
  }

  private otherwise(
    fact: FactName, { otherwise }: Branch, traffic: ComparedTraffic, [before, after]: readonly [ModeModel, ModeModel],
  ): Counted | undefined {
    const { destination, packet, sourceClass } = traffic;
    const { place } = packet.sender;
    const was = outcomeOf(before, packet, { ...this.before.surroundings, ...otherwise });
    const becomes = outcomeOf(after, packet, { ...this.after.surroundings, ...otherwise });
    const isSame = isSameOutcome(was, becomes, place);
    const wasSame = isSameOutcome(traffic.before, traffic.after, place);
    const consequence = isSame ? undefined : consequenceOf(destination.kind, was, becomes);
    const assumed = wasSame ? undefined : consequenceOf(destination.kind, traffic.before, traffic.after);
    if (consequence === assumed) return undefined;
    const clauses = [whyOf(was, { view: before.view, destination, place }), whyOf(becomes, { view: after.view, destination, place })];
    const reason = isSame ? `In both modes ${clauses[0]}.` : `In ${before.mode} mode ${clauses[0]}; in ${after.mode} mode ${clauses[1]}.`;
    const list = this.found.get(fact) ?? [];
    this.found.set(fact, list);
    const topic = topicOf({ destination, before: was, after: becomes, view: after.view });
    const equal = list.find(each => each.consequence === consequence && each.row.topic === topic);
    if (equal) return equal;
    const row: ModeRow = {
      family: packet.family, destination, sourceClass, packet, before: was, after: becomes, consequence: consequence ?? 'harmless', topic, reason,
    };
    const counted: Counted = { row, consequence, count: 0 };
    list.push(counted);
    return counted;
  }
}

function kindOf({ destination: { kind, protocol, served }, sourceClass, packet, before, after }: ComparedTraffic, { view }: ModeModel): string {
  const isChecked = kind !== 'health-check' && view.healthChecks.has(packet.port);
  const side = (outcome: ModeOutcome) => signature(outcome, view.nodeName);
  return `${kind} ${protocol} ${isChecked} ${sourceClass} ${packet.family} ${served?.externalPolicyLocal} ${served?.internalPolicyLocal} ${side(before)} | ${side(after)}`;
}

/** What may become of a packet, whichever endpoint is chosen. */
function signature({ shares }: ModeOutcome, nodeName: string): string {
  const kinds: Share[] = [];
  for (const share of shares) if (!kinds.some(kind => isAlike(kind, share, nodeName))) kinds.push(share);
  const texts = kinds.map(({ verdict, cause, masquerade, nextHop, endpoint }) =>
    `${verdict} ${cause} ${masquerade} ${nextHop} ${endpoint && endpoint.nodeName === nodeName}`);
  return texts.length === 1 ? texts[0] : texts.sort().join();
}

function isAlike(a: Share, b: Share, nodeName: string): boolean {
  return a.verdict === b.verdict && a.cause === b.cause && a.masquerade === b.masquerade && a.nextHop === b.nextHop
    && (a.endpoint === undefined) === (b.endpoint === undefined) && (a.endpoint?.nodeName === nodeName) === (b.endpoint?.nodeName === nodeName);
}
