import { Endpoint } from '../../cluster/served/endpoint';

/** What becomes of a packet, or of the share of packets that go to one endpoint. */
export type Verdict =
  /** An endpoint answers. */
  | 'delivered'
  /** The client gets an ICMP error, which it reports as a refused connection. */
  | 'rejected'
  /** Nobody answers. */
  | 'dropped'
  /** An endpoint gets the packet, but its answer can't reach the client, who waits as if the packet were dropped. */
  | 'lost'
  /** The node itself takes the packet in: a process answers, or nobody listens and the connection is refused. */
  | 'host'
  /** The packet is sent on as it is. */
  | 'passed'
  /** kube-proxy's health check server answers. */
  | 'health-check';

/** Why a packet gets the node's address as its source. */
export type MasqueradeCause = 'masquerade-all' | 'cluster-ip-from-outside' | 'external-traffic' | 'from-node' | 'hairpin';

/** Why a packet is treated as it is, where that is not plain. */
export type Cause =
  | 'no-endpoints' | 'no-local-endpoints' | 'source-range' | 'undefined-port' | 'unallocated' | 'bound-address'
  | 'host-firewall' | 'forward-policy' | 'localhost'
  /** Nobody on the network segment answers for the address. */
  | 'nobody-answers'
  /** A packet from another host whose source is one of the node's own addresses. */
  | 'martian'
  /** The kernel sends no link-local source to another link. */
  | 'beyond-scope'
  /** The answer goes to the client directly, from an address that it doesn't know. */
  | 'direct-answer'
  /** The node of the endpoint has the source address itself. */
  | 'source-owned-elsewhere'
  /** The sender's own node has the destination, so that the packet never leaves it. */
  | 'stays-on-sender';

/** Where a packet goes that is sent on as it is. */
export type NextHop = 'other-node' | 'lan' | 'router';

/** One of the things that may become of a packet. */
export interface Share {
  /** How likely it is, from 0 to 1. */
  readonly probability: number;
  readonly verdict: Verdict;
  readonly cause?: Cause;
  /** Where the packet is sent to; undefined where it is not translated. */
  readonly endpoint?: Endpoint;
  /** Undefined where the endpoint sees the client's address. */
  readonly masquerade?: MasqueradeCause;
  /** The source that the endpoint sees; undefined where routing decides which of its addresses the node takes. */
  readonly sourceSeen?: string;
  /** The HTTP status of a health check. */
  readonly status?: number;
  readonly nextHop?: NextHop;
  /** With the verdict `host`: whether a process listens there; undefined where that is not known. */
  readonly isAnswered?: boolean;
}

/** Which connections of a client go to the same endpoint. */
export interface Affinity {
  readonly timeoutSeconds: number;
  /** Connections with the same key share the endpoint. */
  readonly key: string;
}

/** What becomes of the first packet of a connection. */
export interface ModeOutcome {
  /** The source as the node sees it, before any translation. */
  readonly source: string;
  /** Never empty; several where the choice of the endpoint decides. */
  readonly shares: readonly Share[];
  readonly affinity?: Affinity;
}
