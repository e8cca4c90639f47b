import { BehaviorMatrix } from './behavior-matrix';
import { ClusterNetwork } from './cluster-network';
import { readDestination } from './destination';
import { Explanation } from './explanation';
import { ServiceFilter } from './frontends';
import { matrixRows, sendersOf, TracedRow } from './matrix-rows';
import { problemsAmong } from './matrix-source';
import { packetAnswer } from './packet-answer';
import { readSource } from './source';
import { ExplainAllOptions, ExplainOptions } from './vocabulary';
import { serviceFilter } from './wanted';
import { FAMILIES, Family } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { LiveGap } from '../live-gaps';
import { modeMatrix } from '../modes/mode-matrix';
import { modeModel } from '../modes/mode-model';
import { behaviorAnswer } from '../modes/packet-answer';
import { ModeModel } from '../modes/procedure';
import { packetOf } from '../modes/request';
import { Surroundings } from '../modes/surroundings';
import { GeneratedTable, RulesetInputs } from '../nftables/generate';
import { Packet } from '../nftables/trace/packet';
import { Tracer } from '../nftables/trace/tracer';
import { RulesetDetails } from '../node-rulesets';

/** Explains packets on one node. */
export class Explainer {
  public readonly network: ClusterNetwork;
  private readonly tracers = new Map<Family, Tracer>();

  private readonly models = new Map<Family, ModeModel>();
  private readonly kubernetesVersion: string;
  private readonly surroundings: Surroundings;
  private readonly isLive: boolean;
  /** What of a node's real rules is not among the tables, or not understood. */
  private readonly gaps: readonly LiveGap[];

  /** Of rules that a node really has, nothing is known but what they themselves do. */
  constructor(inputs: RulesetInputs, private readonly tables: ReadonlyMap<Family, GeneratedTable>, details: RulesetDetails) {
    this.network = new ClusterNetwork(inputs);
    this.kubernetesVersion = details.minor;
    this.surroundings = details.surroundings ?? {};
    this.isLive = details.tables !== undefined;
    this.gaps = details.gaps ?? [];
  }

  /** @throws InputError where the source or the destination can't be right */
  public explain(options: ExplainOptions): Explanation {
    const { network, kubernetesVersion, surroundings } = this;
    if (!this.isLive) {
      const request = packetOf(options, network, family => this.model(family));
      return Explanation._of(behaviorAnswer({ ...request, kubernetesVersion, network, model: this.model(request.packet.family), surroundings }));
    }
    const source = readSource(options.source, network);
    const destination = readDestination(options.destination, source, network);
    const { family, address, port, protocol } = destination;
    const ownAddress = source.usesLocalDestination && network.isLocal(address) ? address : source.addresses[family]!;
    const packet: Packet = { family, protocol, source: ownAddress, destination: address, port, inputInterface: source.inputInterface };
    const answer = packetAnswer({ network, kubernetesVersion, source, destination, packet, outcomes: this.tracer(family).trace(packet) });
    return Explanation._of({ ...answer, notes: [...answer.notes, ...this.gapNotes([family])] });
  }

  /** @throws InputError where a namespace or Service is not there */
  public explainAll(options: ExplainAllOptions): BehaviorMatrix {
    const { network, kubernetesVersion, surroundings } = this;
    if (!this.isLive) {
      const model = (family: Family) => this.model(family);
      return BehaviorMatrix._of(modeMatrix({ network, kubernetesVersion, surroundings, model, rows: 'frontends' }, options));
    }
    const families = options.family === undefined ? FAMILIES : [FAMILY_OF[options.family]];
    const isWanted = serviceFilter(options, network.inputs);
    const rows = () => this.rows(families, isWanted);
    return BehaviorMatrix._of({
      mode: 'nftables',
      nodeName: network.inputs.node.name,
      kubernetesVersion,
      notes: this.gapNotes(families),
      senders: families.flatMap(family => sendersOf(network, family)),
      rows: options.onlyProblems ? () => problemsAmong(rows()) : rows,
    });
  }

  /** What becomes of packets to all frontends, with all that following them has found. */
  public rows(families: readonly Family[] = FAMILIES, isWanted?: ServiceFilter): Generator<TracedRow> {
    return matrixRows({ network: this.network, families, tracer: family => this.tracer(family) }, isWanted);
  }

  private model(family: Family): ModeModel {
    let model = this.models.get(family);
    if (!model) {
      model = modeModel('nftables', this.network.inputs, family, this.tables.get(family)!.table);
      this.models.set(family, model);
    }
    return model;
  }

  private gapNotes(families: readonly Family[]): string[] {
    return this.gaps.filter(gap => gap.families.some(family => families.includes(family))).map(({ text }) => `the answer may be incomplete: ${text}`);
  }

  private tracer(family: Family): Tracer {
    let tracer = this.tracers.get(family);
    if (!tracer) {
      tracer = new Tracer(this.tables.get(family)!.table, this.network.isOwn);
      this.tracers.set(family, tracer);
    }
    return tracer;
  }
}
