import { Firewall } from './firewall/firewall';
import { HostChain, HostRule } from './host-firewall';
import { TransportProtocol } from '../../base/ip/transport-protocol';

/** A port on which a process of a node listens. */
export interface Listener {
  readonly protocol: TransportProtocol;
  readonly port: number;
  /** Undefined where it listens on all addresses. */
  readonly addresses?: readonly string[];
}

/** What of a node's surroundings decides outcomes, and objects can't tell. */
export interface SurroundingFacts {
  /** The rules of the host's own firewall. */
  readonly hostRules: readonly HostRule[];
  /** What becomes of forwarded packets that no rule accepts. */
  readonly forwardPolicy: 'accept' | 'drop';
  /** On which ports processes of the node listen. */
  readonly listeners: readonly Listener[];
  /** Whether other nodes run kube-proxy in ipvs mode as well, and so have the addresses of all Services. */
  readonly otherNodesInIpvs: boolean;
  /** Whether the destination is an address of a network that the node is connected to, where the networks are not known. */
  readonly destinationOnLan: boolean;
  /** Whether software on the nodes, or the cloud, makes the addresses of load balancers reachable in the nodes' network. */
  readonly loadBalancersAnnounced: boolean;
  /** Whether packets to pods of other nodes leave by the interface that connects the nodes, rather than by a tunnel. */
  readonly podsRoutedOverLan: boolean;
  /** Whether the network plugin gives pods' packets to addresses that are not pods the address of their node. */
  readonly podsMasqueraded: boolean;
}

/** The name of a fact that objects can't tell. */
export type FactName = keyof SurroundingFacts;

/** The facts that are known; those of an ordinary node are assumed for the others. */
export interface Surroundings extends Partial<SurroundingFacts> {
  /** What the node's chains do with packets, where they were listed; `hostRules` and `forwardPolicy` come before it. */
  readonly firewall?: Firewall;
}

/** Tells facts, and remembers which ones were asked for without being known. */
export class FactsAsked {
  constructor(private readonly known: Surroundings, private readonly assumed: SurroundingFacts, private readonly asked = new Set<FactName>()) {}

  public tell<N extends FactName>(name: N): SurroundingFacts[N] {
    const fact = this.known[name];
    if (fact !== undefined) return fact as SurroundingFacts[N];
    this.asked.add(name);
    return this.assumed[name];
  }

  /** Whether rules are known that may tell packets to several endpoints apart. */
  public get looksAtPackets(): boolean {
    const { firewall, hostRules } = this.known;
    return firewall !== undefined || (hostRules !== undefined && hostRules.length > 0);
  }

  /** What the node's chains do; undefined where they were not listed, or what is known of a hook comes before them. */
  public firewallAt(chain: HostChain): Firewall | undefined {
    return this.known[chain === 'FORWARD' ? 'forwardPolicy' : 'hostRules'] === undefined ? this.known.firewall : undefined;
  }

  /** Undefined where the fact is not known, and nothing has to be assumed. */
  public know<N extends FactName>(name: N): SurroundingFacts[N] | undefined {
    const fact = this.known[name];
    if (fact === undefined) this.asked.add(name);
    return fact as SurroundingFacts[N] | undefined;
  }

  /** The facts that were asked for since the last call. */
  public takeAsked(): FactName[] {
    const names = [...this.asked];
    this.asked.clear();
    return names;
  }
}
