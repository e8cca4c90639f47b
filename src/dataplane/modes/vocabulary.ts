import { IpFamily } from '../../base/ip/ip-family';
import { PacketVerdict, SourceClass } from '../explain/vocabulary';

/** What a difference between two modes means to those who use a Service. */
export enum ServiceBehaviorConsequence {
  /** What was answered is not any more, or only sometimes. */
  BREAKS = 'breaks',
  /** It is answered by other endpoints, they see another address, or it fails in another way. */
  CHANGES = 'changes',
  /** What was not answered is now. */
  STARTS_TO_WORK = 'starts-to-work',
  /** It fails in another way, and hardly anybody minds. */
  HARMLESS = 'harmless',
}

/** What a packet is sent to. */
export enum ServiceBehaviorDestination {
  /** The ClusterIP of a Service and a port of it. */
  CLUSTER_IP = 'cluster-ip',
  /** An address of `spec.externalIPs`. */
  EXTERNAL_IP = 'external-ip',
  /** An address of a load balancer, as in `status.loadBalancer`. */
  LOAD_BALANCER_IP = 'load-balancer-ip',
  /** A NodePort on an address of the node. */
  NODE_PORT = 'node-port',
  /** The port on which load balancers ask whether the node has endpoints, `spec.healthCheckNodePort`. */
  HEALTH_CHECK = 'health-check',
  /** A port of a Service's address that the Service does not have. */
  UNDEFINED_PORT = 'undefined-port',
  /** An echo request to an address of a Service. */
  PING = 'ping',
  /** An address of the range of ClusterIPs that no Service has. */
  UNALLOCATED_CLUSTER_IP = 'unallocated-cluster-ip',
  /** None of these. */
  OTHER = 'other',
}

/** What becomes of traffic of one kind of client to one destination, in short. */
export interface ServiceBehaviorAnswer {
  /** What becomes of a packet. */
  readonly verdict: PacketVerdict;
  /** How many endpoints answer. */
  readonly endpointCount: number;
  /** How many of these see an address of the node instead of the client's. */
  readonly masqueradedEndpointCount: number;
}

/** Traffic of one kind of client to one destination. */
export interface ServiceBehaviorTraffic {
  /**
   * The Service, as NAMESPACE/NAME.
   *
   * @default - the destination is not a Service's
   */
  readonly serviceName?: string;
  /**
   * The name of the Service's port. Empty for an unnamed one.
   *
   * @default - the destination is not a port of a Service
   */
  readonly portName?: string;
  /** What the destination is. */
  readonly destination: ServiceBehaviorDestination;
  /** The family of its address. */
  readonly family: IpFamily;
  /** Its address. */
  readonly address: string;
  /** Its port, or 0 for an echo request. */
  readonly port: number;
  /** tcp, udp, sctp or icmp. */
  readonly protocol: string;
  /** Where the traffic comes from. */
  readonly sourceClass: SourceClass;
}

/** Traffic that is treated in another way after a change. */
export interface ServiceBehaviorChange extends ServiceBehaviorTraffic {
  /** What becomes of it before. */
  readonly before: ServiceBehaviorAnswer;
  /** What becomes of it after. */
  readonly after: ServiceBehaviorAnswer;
  /** What that means to those who use the Service. */
  readonly consequence: ServiceBehaviorConsequence;
  /** Why it differs, in a sentence. */
  readonly reason: string;
}

/** Traffic for which a fact matters that objects can't tell. */
export interface ServiceBehaviorConditionalChange {
  /**
   * What the change of the mode means for it, if the fact is otherwise than assumed.
   *
   * @default - both modes treat it alike then
   */
  readonly consequence?: ServiceBehaviorConsequence;
  /** What becomes of the example, and why, in a sentence. */
  readonly reason: string;
  /** How many kinds of traffic it is. */
  readonly count: number;
  /** One of them. `198.19.255.254`, `2001:db8:ffff:ffff::fffe` and `fe80::1` stand for addresses of the node that are not known. */
  readonly example: ServiceBehaviorTraffic;
}

/** Something that a difference assumes because objects can't tell it. */
export interface ServiceBehaviorCondition {
  /**
   * What is not known, in a word: `node-addresses`, `network-segment`, `host-firewall`, `forward-policy`, `other-nodes` or
   * `pod-masquerade`.
   */
  readonly fact: string;
  /** What the difference assumes. */
  readonly assumed: string;
  /** What may be the case instead. */
  readonly alternative: string;
  /** The traffic for which the change of the mode means something else then. */
  readonly changes: ServiceBehaviorConditionalChange[];
}

/** What happens to a Service's connections while kube-proxy on the node goes from one mode to another. */
export interface ServiceBehaviorSwitch {
  /** The Service, as NAMESPACE/NAME. */
  readonly serviceName: string;
  /** What happens to connections that are established, a sentence each. */
  readonly establishedConnections: string[];
  /** What happens to new connections until kube-proxy has programmed its first rules, a sentence each. */
  readonly newConnections: string[];
  /** What differs beyond single packets, such as session affinity, a sentence each. */
  readonly other: string[];
}
