import { IpFamily } from '../../base/ip/ip-family';

/** What becomes of a packet. */
export enum PacketVerdict {
  /** It goes to an endpoint of a Service. */
  DELIVERED = 'delivered',
  /** It is refused with an ICMP error, which clients report as a refused connection. */
  REJECTED = 'rejected',
  /** It is dropped without an answer. Clients run into a timeout. */
  DROPPED = 'dropped',
  /** No rule of kube-proxy changes its destination: it goes to the node itself, or is routed on. */
  NOT_A_SERVICE = 'not-a-service',
  /** The random choice of the endpoint decides. Each endpoint has a verdict of its own. */
  MIXED = 'mixed',
}

/** Where a packet comes from, as far as the rules of a node can tell the difference. */
export enum SourceClass {
  /** A pod on the node, with an address of its own. */
  POD_ON_NODE = 'pod-on-node',
  /** A pod on another node, with an address of its own. Its packets to a Service are handled by its own node first. */
  POD_ELSEWHERE = 'pod-elsewhere',
  /** The node itself, pods on its host network included. */
  NODE = 'node',
  /** Any other host, other nodes included. */
  EXTERNAL = 'external',
  /** A host outside of the cluster whose address is in the Service's source ranges. */
  EXTERNAL_IN_RANGE = 'external-in-range',
  /** A host on a network segment that the node is connected to. */
  LAN = 'lan',
}

/** By what a Service is reached. */
export enum FrontendKind {
  /** Its ClusterIP. */
  CLUSTER_IP = 'ClusterIP',
  /** An address of `spec.externalIPs`. */
  EXTERNAL_IP = 'external IP',
  /** An address of its load balancer, as in `status.loadBalancer`. */
  LOAD_BALANCER_IP = 'load balancer IP',
  /** A NodePort on an address of the node. */
  NODE_PORT = 'NodePort',
}

/** Why a packet gets the node's address as its source. */
export enum MasqueradeReason {
  /** `nftables.masqueradeAll` is set, and the packet goes to a ClusterIP. */
  MASQUERADE_ALL = 'masquerade-all',
  /** It goes to a ClusterIP, and does not come from a pod. */
  CLUSTER_IP_FROM_OUTSIDE = 'cluster-ip-from-outside',
  /** It comes in by an external address or a NodePort with `externalTrafficPolicy: Cluster`. */
  EXTERNAL_TRAFFIC = 'external-traffic',
  /** It comes from the node itself, to an external address or a NodePort with `externalTrafficPolicy: Local`. */
  FROM_NODE = 'from-node',
  /** The endpoint is the pod that sent it. */
  HAIRPIN = 'hairpin',
}

/** One packet to be explained. */
export interface ExplainOptions {
  /**
   * Where the packet comes from: `pod:NAMESPACE/NAME`, an address of a pod, `node`, `node:ADDRESS`, `external` or
   * `external:ADDRESS`.
   */
  readonly source: string;

  /**
   * Where it goes to: `svc:NAMESPACE/NAME:PORT` for the ClusterIP of a Service, the port by its number or name, or
   * `ADDRESS:PORT`, with an IPv6 address in brackets. `/tcp`, `/udp` or `/sctp` may follow; for an address `/tcp` is assumed.
   */
  readonly destination: string;
}

/** An endpoint that a packet may be sent to. */
export interface ExplainedEndpoint {
  /** Its address. */
  readonly address: string;
  /** Its port. */
  readonly port: number;
  /** How likely a new connection goes there, from 0 to 1. */
  readonly probability: number;
  /** What becomes of a packet to it, `DELIVERED` but for rare cases. */
  readonly verdict: PacketVerdict;
  /** Whether the packet leaves with the node's address as its source. */
  readonly isMasqueraded: boolean;
  /**
   * Why it is masqueraded.
   *
   * @default - it is not
   */
  readonly masqueradeReason?: MasqueradeReason;
  /**
   * The pod, as NAMESPACE/NAME.
   *
   * @default - the EndpointSlice names none
   */
  readonly podName?: string;
  /**
   * The node of the pod.
   *
   * @default - the EndpointSlice names none
   */
  readonly nodeName?: string;
}

/** A rule that matched. */
export interface ExplainedStep {
  /** The hook of the kernel: prerouting, input, forward, output or postrouting. */
  readonly hook: string;
  /** The base chain of the hook by which evaluation came to the rule. */
  readonly baseChain: string;
  /** The chain that holds the rule. */
  readonly chain: string;
  /** The position of the rule in its chain, from 0. */
  readonly ruleIndex: number;
  /** The rule, in nft's words, without its comment. */
  readonly rule: string;
  /**
   * The rule's comment.
   *
   * @default - it has none
   */
  readonly comment?: string;
  /**
   * What a map or a random choice gave, as in `goto service-…`.
   *
   * @default - the rule has none
   */
  readonly result?: string;
}

/** The rules that matched for some of the endpoints, where a random choice has parted the ways. */
export interface ExplainedBranch {
  /** The endpoints, as ADDRESS:PORT. */
  readonly endpoints: string[];
  /** The rules for the first of them. Those of the others differ in the endpoint's own address and chain alone. */
  readonly steps: ExplainedStep[];
}

/** What `explainAll` answers with, of which packets. */
export interface ExplainAllOptions {
  /**
   * One family alone.
   *
   * @default - both
   */
  readonly family?: IpFamily;
}
