import { Consequence, consequenceOf } from './consequences';
import { destinationsOf, ModeDestination } from './destinations';
import { isSameOutcome } from './same';
import { ModeSenders } from './senders';
import { ChangeTopic, topicOf } from './topics';
import { FAMILIES, Family } from '../../../base/ip/address';
import { ClusterNetwork } from '../../explain/cluster-network';
import { SourceClass } from '../../explain/vocabulary';
import { KubeProxyMode } from '../../settings';
import { outcomeOf } from '../mode-model';
import { ModeOutcome } from '../outcome';
import { ModePacket } from '../packet';
import { ModeModel } from '../procedure';
import { FactName, Surroundings } from '../surroundings';
import { whyOf } from '../why';

/** What becomes of traffic of one kind of client to one destination, in two modes. */
export interface ModeRow {
  readonly family: Family;
  readonly destination: ModeDestination;
  readonly sourceClass: SourceClass;
  readonly packet: ModePacket;
  readonly before: ModeOutcome;
  readonly after: ModeOutcome;
  readonly consequence: Consequence;
  readonly topic: ChangeTopic;
  /** Why it differs, in a sentence. */
  readonly reason: string;
}

/** The models of one node in one mode. */
export interface ModeSide {
  readonly mode: KubeProxyMode;
  readonly kubernetesVersion: string;
  readonly network: ClusterNetwork;
  readonly surroundings: Surroundings;
  readonly model: (family: Family) => ModeModel;
  /** The same node with addresses that nobody has looked for; undefined where somebody has. */
  readonly withFurtherAddresses?: () => ModeSide;
}

/** Traffic with both of its outcomes. */
export interface ComparedTraffic extends Pick<ModeRow, 'destination' | 'sourceClass' | 'packet' | 'before' | 'after'> {}

/** Learns of traffic that is compared. */
export interface TrafficObserver {
  /** @param asked the facts that decided one of the outcomes without being known */
  add(traffic: ComparedTraffic, asked: ReadonlySet<FactName>, models: readonly [before: ModeModel, after: ModeModel]): void;
}

/** The rows that differ, one by one. */
export class ModeRows {
  /** How many rows are the same; grows as the others are taken. */
  public identical = 0;

  /** @param observer learns of all traffic which facts decided without being known */
  constructor(private readonly before: ModeSide, private readonly after: ModeSide, private readonly observer?: TrafficObserver) {}

  /** @param isMeant which destinations are compared; by default all */
  public* differing(isMeant?: (destination: ModeDestination) => boolean): Generator<ModeRow> {
    for (const family of FAMILIES) {
      const [before, after] = [this.before.model(family), this.after.model(family)];
      const senders = new ModeSenders(before.view, this.before.network, this.before.surroundings.destinationOnLan);
      for (const destination of destinationsOf(before.view)) {
        if (isMeant?.(destination) === false) continue;
        for (const { sourceClass, sender } of senders.of(destination)) {
          const { address, port, protocol } = destination;
          const packet: ModePacket = { family, protocol, sender, destination: address, port };
          const row = this.row(before, after, destination, sourceClass, packet);
          if (row) yield row;
          else this.identical++;
        }
      }
    }
  }

  private row(
    before: ModeModel, after: ModeModel, destination: ModeDestination, sourceClass: SourceClass, packet: ModePacket,
  ): ModeRow | undefined {
    const { place } = packet.sender;
    const asked = new Set<FactName>();
    const was = outcomeOf(before, packet, this.before.surroundings, asked);
    const becomes = outcomeOf(after, packet, this.after.surroundings, asked);
    this.observer?.add({ destination, sourceClass, packet, before: was, after: becomes }, asked, [before, after]);
    if (isSameOutcome(was, becomes, place)) return undefined;
    return {
      family: packet.family,
      destination,
      sourceClass,
      packet,
      before: was,
      after: becomes,
      consequence: consequenceOf(destination.kind, was, becomes),
      topic: topicOf({ destination, before: was, after: becomes, view: after.view }),
      // Not all who compare want to know.
      get reason() {
        const clauses = [whyOf(was, { view: before.view, destination, place }), whyOf(becomes, { view: after.view, destination, place })];
        return `In ${before.mode} mode ${clauses[0]}; in ${after.mode} mode ${clauses[1]}.`;
      },
    };
  }
}
