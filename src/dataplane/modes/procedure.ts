import { NodeView } from './node-view';
import { Affinity, Cause, MasqueradeCause } from './outcome';
import { SentPacket } from './packet';
import { Endpoint } from '../../cluster/served/endpoint';
import { Outcome } from '../nftables/trace/packet';
import { KubeProxyMode } from '../settings';

/** Where a packet is refused: by kube-proxy's rules in a hook, or by IPVS, which comes after the chain INPUT. */
export type FilterHook = 'prerouting' | 'input' | 'forward' | 'output' | 'balancer';

/** What kube-proxy does with a packet. */
export type Decision =
  | {
    readonly kind: 'translate';
    readonly probability: number;
    readonly endpoint: Endpoint;
    readonly masquerade?: MasqueradeCause;
  }
  | {
    readonly kind: 'reject' | 'drop';
    readonly probability: number;
    readonly hook: FilterHook;
    readonly cause: Cause;
    /** Set where the packet has been translated before. */
    readonly endpoint?: Endpoint;
  }
  /** The packet goes on as it is. */
  | { readonly kind: 'leave'; readonly probability: number };

/** What a mode of kube-proxy does on one node, in one family. */
export interface ModeProcedure {
  readonly filtering: Filtering;
  /** Whether the node takes packets for the address in. */
  hasAddress(address: string): boolean;
  /** Whether the node answers when hosts of its network segment ask who has the address. */
  answersNeighbors(address: string): boolean;
  /** Whether the health check server listens on one of the node's addresses. */
  listensForHealthChecks(address: string): boolean;
  /** What becomes of a packet; several decisions where the choice of the endpoint decides. */
  decide(packet: SentPacket): readonly Decision[];
  /** The rules that a packet meets, of a mode whose rules are known. */
  follow?(packet: SentPacket): readonly Outcome[];
  /** Set where a client stays with its endpoint. */
  affinity(packet: SentPacket): Affinity | undefined;
}

/** What a node does with packets in one family, while kube-proxy runs in a mode. */
export interface ModeModel {
  readonly mode: KubeProxyMode;
  readonly view: NodeView;
  readonly procedure: ModeProcedure;
}

/** How kube-proxy's rules and those of the host's firewall meet. */
export interface Filtering {
  /** Whether the host's rules follow kube-proxy's in the same chains, or are in chains of their own that come first or last. */
  readonly hostRules: 'after' | 'before' | 'last';
  /** Whether packets to Services pass INPUT with the Service's address still in them (ipvs), or have an endpoint's address by then. */
  readonly balancesAfterInput: boolean;
  /** Whether kube-proxy accepts forwarded packets that it masquerades, and the answers of all connections. */
  readonly acceptsForwarded: boolean;
  /** Whether kube-proxy accepts a packet that comes in for the node. */
  acceptsInput(packet: SentPacket): boolean;
}

/** Packets to each of the endpoints alike. */
export function spread(endpoints: readonly Endpoint[], masquerade: (endpoint: Endpoint) => MasqueradeCause | undefined): Decision[] {
  const probability = 1 / endpoints.length;
  return endpoints.map(endpoint => ({ kind: 'translate', probability, endpoint, masquerade: masquerade(endpoint) }));
}

export const LEFT_ALONE: readonly Decision[] = [{ kind: 'leave', probability: 1 }];

/** A packet that is refused whatever endpoint there might be. */
export function refuse(kind: 'reject' | 'drop', hook: FilterHook, cause: Cause): Decision[] {
  return [{ kind, probability: 1, hook, cause }];
}
