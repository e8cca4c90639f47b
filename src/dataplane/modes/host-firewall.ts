import { PacketProtocol, SenderPlace } from './packet';
import { Cidr, cidrContains } from '../../base/ip/cidr';

/** The chains of the filter table. */
export type HostChain = 'INPUT' | 'FORWARD' | 'OUTPUT';

/** A rule of the host's firewall, in the words of iptables. What is not set matches all packets. */
export interface HostRule {
  readonly chain: HostChain;
  /** Whether it is in front of all rules of the chain, those of kube-proxy's iptables and ipvs modes included. */
  readonly first?: boolean;
  readonly protocol?: PacketProtocol;
  readonly ports?: readonly [first: number, last: number];
  readonly source?: Cidr;
  readonly inputInterface?: { readonly name: string; readonly negated: boolean };
  readonly states?: readonly ConnectionState[];
  readonly target: 'ACCEPT' | 'DROP' | 'REJECT';
}

/** The state of a packet's connection as conntrack has it. */
export type ConnectionState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID';

/** A packet as it passes a chain of the filter table. */
export interface FilteredPacket {
  readonly protocol: PacketProtocol;
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  readonly inputInterface?: string;
  readonly state: ConnectionState;
  /** Who sends it; undefined for the answer of an endpoint. */
  readonly place?: SenderPlace;
  /** Whether its connection was given another destination, in a way that connection tracking knows. */
  readonly isTranslated: boolean;
  /** Whether it has the mark by which kube-proxy masquerades. */
  readonly isMarked: boolean;
  /** Whether a pod on the node sends it, or gets it. */
  readonly isOfLocalPod: boolean;
}

/** What the first of the rules that matches says. */
export function hostVerdict(rules: readonly HostRule[], chain: HostChain, packet: FilteredPacket, first: boolean): HostRule['target'] | undefined {
  return rules.find(rule => rule.chain === chain && (rule.first ?? false) === first && matches(rule, packet))?.target;
}

function matches({ protocol, ports, source, inputInterface, states }: HostRule, packet: FilteredPacket): boolean {
  return (protocol === undefined || protocol === packet.protocol)
    && (ports === undefined || (packet.port >= ports[0] && packet.port <= ports[1]))
    && (source === undefined || cidrContains(source, packet.source))
    && (inputInterface === undefined || (inputInterface.name === packet.inputInterface) !== inputInterface.negated)
    && (states === undefined || states.includes(packet.state));
}
