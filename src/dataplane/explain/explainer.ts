import { BehaviorMatrix } from './behavior-matrix';
import { ClusterNetwork } from './cluster-network';
import { readDestination } from './destination';
import { Explanation } from './explanation';
import { ServiceFilter } from './frontends';
import { matrixRows, sendersOf, TracedRow } from './matrix-rows';
import { isProblem, MatrixRow } from './matrix-source';
import { packetAnswer } from './packet-answer';
import { readSource } from './source';
import { ExplainAllOptions, ExplainOptions } from './vocabulary';
import { serviceFilter } from './wanted';
import { FAMILIES, Family } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { LiveGap } from '../live-gaps';
import { GeneratedTable, RulesetInputs } from '../nftables/generate';
import { Packet } from '../nftables/trace/packet';
import { Tracer } from '../nftables/trace/tracer';

/** Explains packets on one node. */
export class Explainer {
  public readonly network: ClusterNetwork;
  private readonly tracers = new Map<Family, Tracer>();

  /** @param gaps what of a node's real rules is not among the tables, or not understood */
  constructor(
    inputs: RulesetInputs, private readonly tables: ReadonlyMap<Family, GeneratedTable>, private readonly kubernetesVersion: string,
    private readonly gaps: readonly LiveGap[] = [],
  ) {
    this.network = new ClusterNetwork(inputs);
  }

  /** @throws InputError where the source or the destination can't be right */
  public explain(options: ExplainOptions): Explanation {
    const { network, kubernetesVersion } = this;
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
    const { network, kubernetesVersion } = this;
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

function* problemsAmong(rows: Iterable<MatrixRow>): Generator<MatrixRow> {
  for (const row of rows) if (isProblem(row)) yield row;
}
