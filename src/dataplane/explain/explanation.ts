import { ClusterNetwork } from './cluster-network';
import { describeFrontend, Destination, destinationNotes, frontendsAt } from './destination';
import { Frontend } from './frontends';
import { explanationJson } from './json';
import { explanationMermaid } from './mermaid';
import { masqueradeReason } from './reason';
import { Source } from './source';
import { explanationText } from './text';
import { verdictOf, verdictOfAll, whyOf } from './verdict';
import { ExplainedBranch, ExplainedEndpoint, ExplainedStep, FrontendKind, MasqueradeReason, PacketVerdict, SourceClass } from './vocabulary';
import { commonSteps, explainedBranches, Way, wayOf } from './way';
import { IP_FAMILY_OF } from '../../base/ip/families';
import { IpFamily } from '../../base/ip/ip-family';
import { Endpoint } from '../../cluster/served/endpoint';
import { Outcome, Packet } from '../nftables/trace/packet';

/** What an explanation is made from. */
export interface ExplanationFacts {
  readonly network: ClusterNetwork;
  readonly kubernetesVersion: string;
  readonly source: Source;
  readonly destination: Destination;
  readonly packet: Packet;
  readonly outcomes: readonly Outcome[];
}

/**
 * What the rules on a node do with the first packet of a connection. It is true of kube-proxy's rules alone: policies of the
 * network plugin, routes and other tables of the node are not looked at.
 */
export class Explanation {
  /** @internal */
  public static _of(facts: ExplanationFacts): Explanation {
    return new Explanation(facts);
  }

  /** What becomes of the packet. */
  public readonly verdict: PacketVerdict;
  /** The name of the node whose rules these are. */
  public readonly nodeName: string;
  /** The minor of kube-proxy, as in `1.36`. */
  public readonly kubernetesVersion: string;
  /** The family of the addresses. */
  public readonly family: IpFamily;
  /** Where the packet comes from, as far as rules can tell. */
  public readonly sourceClass: SourceClass;
  /** The packet's source address. */
  public readonly sourceAddress: string;
  /** The packet's destination address, before any rule. */
  public readonly destinationAddress: string;
  /** The packet's destination port, before any rule. */
  public readonly destinationPort: number;
  /** tcp, udp or sctp. */
  public readonly protocol: string;

  private readonly frontends: readonly Frontend[];
  private knownWay: Way | undefined;

  private constructor(private readonly facts: ExplanationFacts) {
    const { network, destination, packet, outcomes } = facts;
    this.verdict = verdictOfAll(outcomes);
    this.nodeName = network.inputs.node.name;
    this.kubernetesVersion = facts.kubernetesVersion;
    this.family = IP_FAMILY_OF[packet.family];
    this.sourceClass = facts.source.sourceClass;
    this.sourceAddress = packet.source;
    this.destinationAddress = packet.destination;
    this.destinationPort = packet.port;
    this.protocol = packet.protocol;
    this.frontends = frontendsAt(destination, network);
  }

  /** Why the packet is rejected or dropped, or where it goes where it is for no Service. Not set where it is delivered. */
  public get reason(): string | undefined {
    const reasons = new Set(this.facts.outcomes.map(whyOf).filter(reason => reason !== undefined));
    return reasons.size === 0 ? undefined : [...reasons].join('; ');
  }

  /** The endpoints that the packet may go to, each with its probability. None where no rule gives it another destination. */
  public get endpoints(): ExplainedEndpoint[] {
    const known = this.knownEndpoints();
    return this.facts.outcomes.filter(({ isDnat }) => isDnat).map(outcome => {
      const { destination: address, port, probability, masquerade } = outcome;
      const { podName, nodeName } = known.get(address) ?? {};
      const reason = masqueradeReason(outcome);
      return {
        address,
        port,
        probability,
        verdict: verdictOf(outcome),
        isMasqueraded: masquerade !== undefined,
        ...(reason === undefined ? {} : { masqueradeReason: reason }),
        ...(podName === undefined ? {} : { podName }),
        ...(nodeName === undefined ? {} : { nodeName }),
      };
    });
  }

  /** Whether the packet leaves with the node's address as its source, whichever endpoint it goes to. */
  public get isMasqueraded(): boolean {
    return this.facts.outcomes.every(({ masquerade }) => masquerade !== undefined);
  }

  /** Why the packet is masqueraded, for the first endpoint for which it is. Not set where it is not. */
  public get masqueradeReason(): MasqueradeReason | undefined {
    const outcome = this.facts.outcomes.find(({ masquerade }) => masquerade);
    return outcome && masqueradeReason(outcome);
  }

  /** For how many seconds after its last packet a client's new connections go to the same endpoint. Not set without session affinity. */
  public get affinityTimeoutSeconds(): number | undefined {
    return this.facts.outcomes.find(({ affinity }) => affinity)?.affinity?.timeoutSeconds;
  }

  /** The Service that the destination belongs to, as NAMESPACE/NAME. Not set where it is no frontend of a Service. */
  public get serviceName(): string | undefined {
    const service = this.frontends.at(0)?.service;
    return service && `${service.namespace}/${service.name}`;
  }

  /** What the destination is to its Service. Not set where it is no frontend of a Service. */
  public get frontendKind(): FrontendKind | undefined {
    return this.frontends.at(0)?.kind;
  }

  /** What a reader has to know beyond the answer. One sentence each. */
  public get notes(): string[] {
    return [...this.facts.source.notes, ...destinationNotes(this.facts.destination, this.frontends, this.facts.network)];
  }

  /** The rules that matched whichever endpoint was chosen, in their order. Where the ways to endpoints part, those up to there. */
  public get steps(): ExplainedStep[] {
    return commonSteps(this._way, this.facts.packet.family);
  }

  /** The rules that matched where the ways to endpoints part. None where they are the same to the end. */
  public get branches(): ExplainedBranch[] {
    return explainedBranches(this._way, this.facts.packet.family);
  }

  /** The explanation for people. */
  public toText(): string {
    return explanationText(this);
  }

  /** The explanation for programs, as JSON. The page docs/explain.md tells what the fields are. */
  public toJson(): string {
    return explanationJson(this);
  }

  /** The way of the packet as a Mermaid flowchart. */
  public toMermaid(): string {
    return explanationMermaid(this);
  }

  /** @internal */
  public get _outcomes(): readonly Outcome[] {
    return this.facts.outcomes;
  }

  /** @internal */
  public get _way(): Way {
    this.knownWay ??= wayOf(this.facts.outcomes);
    return this.knownWay;
  }

  /**
   * Who sends the packet, and what it goes to, in words.
   *
   * @internal
   */
  public get _descriptions(): { readonly source: string; readonly destination: string | undefined } {
    return { source: this.facts.source.description, destination: this.frontends.length === 0 ? undefined : describeFrontend(this.frontends[0]) };
  }

  /** @internal */
  public get _frontends(): readonly Frontend[] {
    return this.frontends;
  }

  /** By address: pods and nodes, from the slices of the Services that the destination belongs to. */
  private knownEndpoints(): ReadonlyMap<string, { readonly podName?: string; readonly nodeName?: string }> {
    const { cluster } = this.facts.network.inputs;
    const known = new Map<string, { podName?: string; nodeName?: string }>();
    for (const name of new Set(this.frontends.map(({ service }) => `${service.namespace}/${service.name}`))) {
      for (const slice of cluster.endpointSlices.get(name) ?? []) {
        for (const { address, podName, nodeName } of slice.ports.flatMap(port => port.endpoints as Endpoint[])) {
          known.set(address, { podName: podName && `${slice.namespace}/${podName}`, nodeName });
        }
      }
    }
    return known;
  }
}
