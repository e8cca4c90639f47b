import { Family } from '../../base/ip/address';
import { TransportProtocol } from '../../base/ip/transport-protocol';

/** What a packet is of: a transport protocol, or an echo request, which has no port. */
export type PacketProtocol = TransportProtocol | 'icmp';

/** Where a packet is sent from, as far as the ways of packets and of their answers differ. */
export type SenderPlace =
  /** A process of this node, or a pod on its network. */
  | 'node'
  /** A pod on this node. */
  | 'pod-on-node'
  /** A pod on another node. */
  | 'pod-elsewhere'
  /** A process of another node. */
  | 'other-node'
  /** A host on the nodes' network segment. */
  | 'lan'
  /** Any other host, whose packets are routed to this node. */
  | 'external';

/** Who sends a packet. */
export interface Sender {
  readonly place: SenderPlace;
  /** Undefined where the kernel of this node chooses. */
  readonly address?: string;
  /** The sender's node, where it is another one. */
  readonly nodeName?: string;
  /** The address of that node. */
  readonly nodeAddress?: string;
  /** The interface by which it comes in; undefined where this node itself sends. */
  readonly inputInterface?: string;
}

/** The first packet of a connection. */
export interface ModePacket {
  readonly family: Family;
  readonly protocol: PacketProtocol;
  readonly sender: Sender;
  readonly destination: string;
  /** 0 for an echo request. */
  readonly port: number;
}

/** A packet whose source is known. */
export interface SentPacket extends ModePacket {
  readonly source: string;
}

/** Whether the address is in 169.254.0.0/16 or fe80::/10. */
export function isLinkLocal(address: string): boolean {
  return address.startsWith('169.254.') || (address.startsWith('fe') && /^fe[89ab][0-9a-f]:/.test(address));
}
