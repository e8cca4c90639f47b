import { ExplainedBranch, ExplainedEndpoint, ExplainedStep, ExplainedUnknown, FrontendKind, MasqueradeReason, PacketVerdict, SourceClass } from './vocabulary';
import { IpFamily } from '../../base/ip/ip-family';
import { IpProtocol } from '../../base/ip/ip-protocol';

/**
 * What becomes of one packet, as plain data: what `explain` answers. Text, JSON, diagrams and the class `Explanation` are views
 * of it, and any model of what kube-proxy does can answer so.
 */
export interface Answer {
  /** The mode of kube-proxy that is explained. */
  readonly mode: 'nftables' | 'iptables' | 'ipvs';
  readonly nodeName: string;
  readonly kubernetesVersion: string;
  readonly family: IpFamily;
  readonly protocol: IpProtocol;
  readonly source: AnsweredSource;
  readonly destination: AnsweredDestination;
  readonly verdict: PacketVerdict;
  /** Undefined where the packet is delivered. */
  readonly reason?: string;
  /** None where the packet is for no Service, or refused before an endpoint is chosen. */
  readonly endpoints: readonly ExplainedEndpoint[];
  /** Whether the packet leaves with the node's address as its source, whichever endpoint it goes to. */
  readonly isMasqueraded: boolean;
  /** The reason for the first endpoint for which it is masqueraded. */
  readonly masqueradeReason?: MasqueradeReason;
  readonly affinityTimeoutSeconds?: number;
  /** The rules that matched whichever endpoint was chosen; none from a model that knows no rules. */
  readonly steps: readonly ExplainedStep[];
  readonly branches: readonly ExplainedBranch[];
  readonly notes: readonly string[];
  readonly unknowns: readonly ExplainedUnknown[];
}

/** Who sends the packet. */
export interface AnsweredSource {
  readonly sourceClass: SourceClass;
  readonly address: string;
  /** `pod shop/cart-0, on this node` */
  readonly description: string;
}

/** Where it goes to. */
export interface AnsweredDestination {
  readonly address: string;
  readonly port: number;
  /** What it is, where that is known: a kind of frontend, or what else there is to an address of a Service or a node. */
  readonly kind?: string;
  /** Several where Services claim the same address and port. */
  readonly frontends: readonly AnsweredFrontend[];
}

/** What the destination is to a Service. */
export interface AnsweredFrontend {
  readonly kind: FrontendKind;
  /** NAMESPACE/NAME */
  readonly service: string;
  /** Empty for an unnamed port. */
  readonly port: string;
}
