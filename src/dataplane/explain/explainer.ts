import { BehaviourMatrix } from './behaviour-matrix';
import { ClusterNetwork } from './cluster-network';
import { readDestination } from './destination';
import { Explanation } from './explanation';
import { readSource } from './source';
import { ExplainAllOptions, ExplainOptions } from './vocabulary';
import { FAMILIES, Family } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/families';
import { GeneratedTable, RulesetInputs } from '../nftables/generate';
import { Packet } from '../nftables/trace/packet';
import { Tracer } from '../nftables/trace/tracer';

/** Explains packets on one node. */
export class Explainer {
  public readonly network: ClusterNetwork;
  private readonly tracers = new Map<Family, Tracer>();

  constructor(inputs: RulesetInputs, private readonly tables: ReadonlyMap<Family, GeneratedTable>, private readonly kubernetesVersion: string) {
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
    return Explanation._of({ network, kubernetesVersion, source, destination, packet, outcomes: this.tracer(family).trace(packet) });
  }

  public explainAll({ family }: ExplainAllOptions): BehaviourMatrix {
    const { network, kubernetesVersion } = this;
    const families = family === undefined ? FAMILIES : [FAMILY_OF[family]];
    return BehaviourMatrix._of({ network, kubernetesVersion, families, tracer: each => this.tracer(each) });
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
