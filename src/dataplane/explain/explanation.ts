import { Answer } from './answer';
import { explanationJson } from './json';
import { explanationMermaid } from './mermaid';
import { explanationText } from './text';
import {
  ExplainedBranch, ExplainedEndpoint, ExplainedStep, ExplainedUnknown, FrontendKind, MasqueradeReason, PacketVerdict, SourceClass,
} from './vocabulary';
import { IpFamily } from '../../base/ip/ip-family';
import { IpProtocol } from '../../base/ip/ip-protocol';

/**
 * What kube-proxy on a node does with the first packet of a connection. It is true of kube-proxy alone: policies of the
 * network plugin, routes and other tables of the node are not looked at.
 */
export class Explanation {
  /** @internal */
  public static _of(answer: Answer): Explanation {
    return new Explanation(answer);
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
  /** The packet's protocol. */
  public readonly protocol: IpProtocol;

  private constructor(private readonly answer: Answer) {
    this.verdict = answer.verdict;
    this.nodeName = answer.nodeName;
    this.kubernetesVersion = answer.kubernetesVersion;
    this.family = answer.family;
    this.sourceClass = answer.source.sourceClass;
    this.sourceAddress = answer.source.address;
    this.destinationAddress = answer.destination.address;
    this.destinationPort = answer.destination.port;
    this.protocol = answer.protocol;
  }

  /** Why the packet is rejected or dropped, or where it goes where it is not for a Service. Not set where it is delivered. */
  public get reason(): string | undefined {
    return this.answer.reason;
  }

  /** The endpoints that the packet may go to, each with its probability. None where no rule gives it another destination. */
  public get endpoints(): ExplainedEndpoint[] {
    return [...this.answer.endpoints];
  }

  /** Whether the packet leaves with the node's address as its source, whichever endpoint it goes to. */
  public get isMasqueraded(): boolean {
    return this.answer.isMasqueraded;
  }

  /** Why the packet is masqueraded, for the first endpoint for which it is. Not set where it is not. */
  public get masqueradeReason(): MasqueradeReason | undefined {
    return this.answer.masqueradeReason;
  }

  /** For how many seconds after its last packet a client's new connections go to the same endpoint. Not set without session affinity. */
  public get affinityTimeoutSeconds(): number | undefined {
    return this.answer.affinityTimeoutSeconds;
  }

  /** The Service that the destination belongs to, as NAMESPACE/NAME. Not set where it is not a frontend of a Service. */
  public get serviceName(): string | undefined {
    return this.answer.destination.frontends.at(0)?.service;
  }

  /** What the destination is to its Service. Not set where it is not a frontend of a Service. */
  public get frontendKind(): FrontendKind | undefined {
    return this.answer.destination.frontends.at(0)?.kind;
  }

  /** What a reader has to know beyond the answer. One sentence each. */
  public get notes(): string[] {
    return [...this.answer.notes];
  }

  /** Facts that decide the answer, and that the objects of the cluster do not state. */
  public get unknowns(): ExplainedUnknown[] {
    return [...this.answer.unknowns];
  }

  /** The rules that matched whichever endpoint was chosen, in their order. Where the paths to endpoints part, those up to there. */
  public get steps(): ExplainedStep[] {
    return [...this.answer.steps];
  }

  /** The rules that matched where the paths to endpoints part. None where they are the same to the end. */
  public get branches(): ExplainedBranch[] {
    return [...this.answer.branches];
  }

  /** @internal */
  public get _answer(): Answer {
    return this.answer;
  }

  /** The explanation for people. */
  public toText(): string {
    return explanationText(this.answer);
  }

  /** The explanation for programs, as JSON. The page docs/explain.md describes the fields. */
  public toJson(): string {
    return explanationJson(this.answer);
  }

  /** The path of the packet as a Mermaid flowchart. */
  public toMermaid(): string {
    return explanationMermaid(this.answer);
  }
}
