import { FrontendKind, PacketVerdict, SourceClass } from './vocabulary';
import { IpFamily } from '../../base/ip/ip-family';
import { IpProtocol } from '../../base/ip/ip-protocol';

/** What the rules on a node do with traffic from one kind of source to one frontend. */
export interface BehaviorEntry {
  /** The Service, as NAMESPACE/NAME. */
  readonly serviceName: string;
  /** The name of the Service's port. Empty for an unnamed one. */
  readonly portName: string;
  /** What the frontend is. */
  readonly kind: FrontendKind;
  /** The family of its address. */
  readonly family: IpFamily;
  /** Its address. */
  readonly address: string;
  /** Its port, for a NodePort that on the node. */
  readonly port: number;
  /** Its protocol. */
  readonly protocol: IpProtocol;
  /** Where the traffic comes from. */
  readonly sourceClass: SourceClass;
  /** The source address that stands for all of its kind. */
  readonly sourceAddress: string;
  /** What becomes of a packet. */
  readonly verdict: PacketVerdict;
  /**
   * Why a packet is rejected or dropped, or where it goes where it is not for a Service.
   *
   * @default - it is delivered
   */
  readonly reason?: string;
  /** To how many endpoints packets are delivered. */
  readonly endpointCount: number;
  /** To how many of these they are delivered with the node's address as their source. */
  readonly masqueradedEndpointCount: number;
  /**
   * For how many seconds a client stays with its endpoint.
   *
   * @default - there is no session affinity
   */
  readonly affinityTimeoutSeconds?: number;
}
