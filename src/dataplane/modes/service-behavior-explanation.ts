import { verdictOf, verdictOfAll } from './answers';
import { explanationText } from './explanation-text';
import { outcomeOf } from './mode-model';
import { ModeOutcome } from './outcome';
import { BehaviorFacts } from './request';
import { unknownsOf } from './unknowns';
import { ServiceBehaviorDestination, ServiceBehaviorEndpoint, ServiceBehaviorUnknown, ServiceBehaviorVerdict } from './vocabulary';
import { whyOf } from './why';
import { IP_FAMILY_OF } from '../../base/ip/enums';
import { IpFamily } from '../../base/ip/ip-family';
import { toJson } from '../../base/plain';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';
import { MasqueradeReason, SourceClass } from '../explain/vocabulary';

/** What becomes of the first packet of a connection, in one of kube-proxy's modes. */
export class ServiceBehaviorExplanation {
  /** @internal */
  public static _of(facts: BehaviorFacts): ServiceBehaviorExplanation {
    return new ServiceBehaviorExplanation(facts);
  }

  /** The mode of kube-proxy. */
  public readonly mode: ProxyMode;
  /** The name of the node. */
  public readonly nodeName: string;
  /** The minor of kube-proxy, as in `1.36`. */
  public readonly kubernetesVersion: string;
  /** What becomes of the packet. */
  public readonly verdict: ServiceBehaviorVerdict;
  /** Why, in a clause. */
  public readonly reason: string;
  /** The family of the addresses. */
  public readonly family: IpFamily;
  /** Where the packet comes from. */
  public readonly sourceClass: SourceClass;
  /** The packet's source address. */
  public readonly sourceAddress: string;
  /** What it is sent to. */
  public readonly destination: ServiceBehaviorDestination;
  /** The packet's destination address. */
  public readonly destinationAddress: string;
  /** The packet's destination port, or 0 for an echo request. */
  public readonly destinationPort: number;
  /** tcp, udp, sctp or icmp. */
  public readonly protocol: string;

  private readonly outcome: ModeOutcome;

  private constructor(private readonly facts: BehaviorFacts) {
    const { model, packet, surroundings, destination } = facts;
    this.outcome = outcomeOf(model, packet, surroundings);
    this.mode = model.mode as ProxyMode;
    this.nodeName = model.view.nodeName;
    this.kubernetesVersion = facts.kubernetesVersion;
    this.verdict = verdictOfAll(this.outcome);
    this.family = IP_FAMILY_OF[packet.family];
    this.sourceClass = facts.sourceClass;
    this.sourceAddress = this.outcome.source;
    this.destination = (destination?.kind ?? 'other') as ServiceBehaviorDestination;
    this.destinationAddress = packet.destination;
    this.destinationPort = packet.port;
    this.protocol = packet.protocol;
    const { destination: address, port, protocol } = packet;
    this.reason = whyOf(this.outcome, { view: model.view, destination: destination ?? { kind: 'other', address, port, protocol }, place: packet.sender.place });
  }

  /** The endpoints that the packet may go to. None where it is sent to none. */
  public get endpoints(): ServiceBehaviorEndpoint[] {
    return this.outcome.shares.filter(({ endpoint }) => endpoint).map(share => {
      const { address, port, nodeName } = share.endpoint!;
      const { masquerade, probability } = share;
      return {
        address,
        port,
        probability,
        verdict: verdictOf(share),
        isMasqueraded: masquerade !== undefined,
        ...masquerade && { masqueradeReason: masquerade as MasqueradeReason },
        ...nodeName !== undefined && { nodeName },
      };
    });
  }

  /** Whether endpoints see an address of the node instead of the client's, whichever the packet goes to. */
  public get isMasqueraded(): boolean {
    return this.outcome.shares.every(({ masquerade }) => masquerade !== undefined);
  }

  /** For how many seconds after its last connection a client stays with its endpoint. Not set without session affinity. */
  public get affinityTimeoutSeconds(): number | undefined {
    return this.outcome.affinity?.timeoutSeconds;
  }

  /** The status of the health check server's answer. Not set where it does not answer. */
  public get healthCheckStatus(): number | undefined {
    return this.outcome.shares.find(({ status }) => status !== undefined)?.status;
  }

  /** The Service that the destination belongs to, as NAMESPACE/NAME. Not set where it belongs to none. */
  public get serviceName(): string | undefined {
    const service = this.facts.destination?.served?.service;
    return service && `${service.namespace}/${service.name}`;
  }

  /** What objects can't tell, and with which the answer would be another one. */
  public get unknowns(): ServiceBehaviorUnknown[] {
    const { model, packet, surroundings } = this.facts;
    return unknownsOf(model, packet, surroundings, this.outcome);
  }

  /** What a reader has to know beyond the answer. One sentence each. */
  public get notes(): string[] {
    return [...this.facts.source.notes];
  }

  /** The explanation for people. */
  public toText(): string {
    return explanationText(this, this.facts.source.description);
  }

  /** The explanation for programs, as JSON: the properties of this object. */
  public toJson(): string {
    const { mode, nodeName, kubernetesVersion, family, protocol, verdict, reason, endpoints, isMasqueraded, notes, unknowns } = this;
    return toJson({
      version: 1,
      mode,
      nodeName,
      kubernetesVersion,
      family,
      source: { class: this.sourceClass, address: this.sourceAddress },
      destination: { kind: this.destination, address: this.destinationAddress, port: this.destinationPort, serviceName: this.serviceName },
      protocol,
      verdict,
      reason,
      endpoints,
      isMasqueraded,
      affinityTimeoutSeconds: this.affinityTimeoutSeconds,
      healthCheckStatus: this.healthCheckStatus,
      unknowns,
      notes,
    });
  }
}
