import { IpFamily } from '../../base/ip/ip-family';

/** What becomes of a packet. */
export enum PacketVerdict {
  /** It goes to an endpoint of a Service. */
  DELIVERED = 'delivered',
  /** It is refused with an ICMP error, which clients report as a refused connection. */
  REJECTED = 'rejected',
  /** It is dropped without an answer. Clients run into a timeout. */
  DROPPED = 'dropped',
  /** It goes to an endpoint, whose answer does not find its way back. Clients run into a timeout. */
  LOST = 'lost',
  /** The node itself takes it in: kube-proxy does not change its destination, which is an address of the node. */
  HOST = 'host',
  /** It is routed on: kube-proxy does not change its destination, which is not an address of the node. */
  PASSED = 'passed',
  /** kube-proxy's own health check server answers it. */
  HEALTH_CHECK = 'health-check',
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
  /** A process of the node that binds the node's own address, instead of sending from the one that the kernel chooses. */
  NODE_ADDRESS = 'node-address',
  /** A host on a network segment that the node is connected to. */
  LAN = 'lan',
}

/** By what a Service is reached. */
export enum FrontendKind {
  /** Its ClusterIP. */
  CLUSTER_IP = 'cluster-ip',
  /** An address of `spec.externalIPs`. */
  EXTERNAL_IP = 'external-ip',
  /** An address of its load balancer, as in `status.loadBalancer`. */
  LOAD_BALANCER_IP = 'load-balancer-ip',
  /** A NodePort on an address of the node. */
  NODE_PORT = 'node-port',
  /** Not a frontend: the port on which load balancers ask whether the node has endpoints. */
  HEALTH_CHECK = 'health-check',
  /** Not a frontend: a port of an address of the Service that no Service has. */
  UNDEFINED_PORT = 'undefined-port',
  /** Not a frontend: an echo request to an address of the Service. */
  PING = 'ping',
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

/** Where in the kernel's packet path rules are evaluated. */
export enum NetfilterHook {
  /** Packets that come in, before the kernel decides where they go. */
  PREROUTING = 'prerouting',
  /** Packets for the node itself. */
  INPUT = 'input',
  /** Packets that come in and go out again. */
  FORWARD = 'forward',
  /** Packets that the node itself sends. */
  OUTPUT = 'output',
  /** Packets that go out. */
  POSTROUTING = 'postrouting',
}

/** A rule that matched. */
export interface ExplainedStep {
  /** The hook of the kernel. */
  readonly hook: NetfilterHook;
  /** Whether the packet came back over the loopback interface, as one from the node to itself does. */
  readonly isOverLoopback: boolean;
  /** The base chain of the hook by which evaluation came to the rule. */
  readonly baseChain: string;
  /** The chain that holds the rule. */
  readonly chain: string;
  /** The position of the rule in its chain, from 0. */
  readonly ruleIndex: number;
  /** The rule, in nft's words, without its comment. */
  readonly rule: string;
  /** Whether this rule decides: it chooses the endpoint, or rejects or drops the packet. */
  readonly isDecisive: boolean;
  /**
   * The endpoint, as ADDRESS:PORT, for which the chain is.
   *
   * @default - the chain is not that of one endpoint
   */
  readonly endpoint?: string;
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

/** What becomes of a packet if a fact is another one than the answer assumes. */
export interface ExplainedAlternative {
  /** The fact. */
  readonly value: string;
  /** What becomes of the packet then. */
  readonly verdict: PacketVerdict;
  /** The same in words. */
  readonly description: string;
}

/** A fact that decides the answer, and that the objects of a cluster do not state. */
export interface ExplainedUnknown {
  /** Its name, as in `forward-policy`. */
  readonly name: string;
  /** What is not known, in words. */
  readonly description: string;
  /** What the answer assumes. */
  readonly assumed: string;
  /** What becomes of the packet otherwise. */
  readonly alternatives: ExplainedAlternative[];
}

/** What `explainAll` answers with, of which packets. */
export interface ExplainAllOptions {
  /**
   * One family alone.
   *
   * @default - both
   */
  readonly family?: IpFamily;

  /**
   * The Services of one namespace alone.
   *
   * @default - those of all namespaces
   */
  readonly namespaceName?: string;

  /**
   * One Service alone, as NAMESPACE/NAME.
   *
   * @default - all Services
   */
  readonly serviceName?: string;

  /**
   * Only frontends at which some packets are not delivered to an endpoint, other than those that `loadBalancerSourceRanges`
   * keep out.
   *
   * @default false
   */
  readonly onlyProblems?: boolean;
}
