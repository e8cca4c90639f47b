import { healthStatus } from './health-checks';
import { ConnectionState, FilteredPacket, HostChain, hostVerdict } from './host-firewall';
import { Cause, ModeOutcome, NextHop, Share } from './outcome';
import { isLinkLocal, ModePacket, Sender, SentPacket } from './packet';
import { Decision, ModeModel } from './procedure';
import { FactsAsked } from './surroundings';
import { Endpoint } from '../../cluster/served/endpoint';

/** What becomes of a packet between the sender and whoever answers, and of the answer. */
export function deliver(model: ModeModel, packet: ModePacket, facts: FactsAsked): ModeOutcome {
  return new Delivery(model, facts).deliver(packet);
}

/** What becomes of packets to endpoints that nothing tells apart. */
interface Fate extends Pick<Share, 'verdict' | 'cause' | 'sourceSeen' | 'masquerade'> {
  readonly isLocal: boolean;
  readonly hasAddress: boolean;
  readonly ownsSource: boolean;
}

/** The way of one packet. */
class Delivery {
  /** Large Services have thousands of endpoints, but few kinds of them. */
  private readonly fates: Fate[] = [];

  constructor(private readonly model: ModeModel, private readonly facts: FactsAsked) {}

  public deliver(packet: ModePacket): ModeOutcome {
    const sent = this.sent(packet);
    const { procedure } = this.model;
    const shares = this.onTheWay(sent) ?? procedure.decide(sent).map(decision => this.share(decision, sent));
    const affinity = procedure.affinity(sent);
    return { source: sent.source, shares, ...affinity && { affinity } };
  }

  /** The packet as it leaves the sender's node. */
  private sent(packet: ModePacket): SentPacket {
    const { family, protocol, destination, port } = packet;
    const sender = this.masqueradedSender(packet);
    return { family, protocol, sender, destination, port, source: sender.address ?? this.ownSource(destination) };
  }

  /** A process sends from the destination's own address where the node has it. */
  private ownSource(destination: string): string {
    const { view, procedure } = this.model;
    if (!procedure.hasAddress(destination)) return view.nodeIp ?? destination;
    return view.inputs.preferredSources?.get(destination) ?? destination;
  }

  private masqueradedSender({ sender }: ModePacket): Sender {
    if (sender.place !== 'pod-elsewhere' || sender.nodeAddress === undefined || !this.facts.tell('podsMasqueraded')) return sender;
    return { ...sender, place: 'other-node', address: sender.nodeAddress };
  }

  /** What keeps a packet from reaching kube-proxy's rules at all. */
  private onTheWay(packet: SentPacket): Share[] | undefined {
    const { view } = this.model;
    const { place, nodeName } = packet.sender;
    const { destination } = packet;
    if (place === 'lan' && !isLinkLocal(destination) && this.isOnLink(destination) && !this.isAnnounced(destination)) {
      return [{ probability: 1, verdict: 'dropped', cause: 'nobody-answers' }];
    }
    if ((place === 'other-node' || place === 'pod-elsewhere') && this.isBoundOn(nodeName, destination)) {
      return [{ probability: 1, verdict: 'passed', nextHop: 'other-node', cause: 'stays-on-sender' }];
    }
    if (view.family === 'ip' && this.isSourceTaken(packet)) return [{ probability: 1, verdict: 'dropped', cause: 'martian' }];
    return undefined;
  }

  /** Whether somebody answers when hosts of the nodes' network ask who has an address: the node itself, or software for it. */
  private isAnnounced(address: string): boolean {
    const { view, procedure } = this.model;
    return procedure.answersNeighbors(address) || (view.loadBalancerVips.has(address) && this.facts.tell('loadBalancersAnnounced'));
  }

  /** Whether the node has the source itself, although the packet comes from elsewhere. IPv4 drops it; IPv6 sends the answer to itself. */
  private isSourceTaken({ sender, source }: SentPacket): boolean {
    return sender.place !== 'node' && !isLinkLocal(source) && this.model.procedure.hasAddress(source);
  }

  /** Whether another node has an address on kube-ipvs0. */
  private isBoundOn(nodeName: string | undefined, address: string): boolean {
    const { view } = this.model;
    return view.serviceAddresses.has(address) && !view.isOfNode(nodeName, address) && this.facts.tell('otherNodesInIpvs');
  }

  private isOnLink(address: string): boolean {
    return this.model.view.isOnLink(address) ?? this.facts.tell('destinationOnLan');
  }

  private share(decision: Decision, packet: SentPacket): Share {
    const { probability } = decision;
    if (decision.kind !== 'translate') return { probability, ...this.carryOut(decision, packet) };
    const { endpoint } = decision;
    const { verdict, cause, sourceSeen, masquerade } = this.fateOf(decision, packet);
    return { probability, verdict, cause, endpoint, sourceSeen, masquerade };
  }

  private carryOut(decision: Exclude<Decision, Translation>, packet: SentPacket): Omit<Share, 'probability'> {
    switch (decision.kind) {
      case 'leave': return this.leave(packet);
      case 'drop':
      case 'reject': return { ...this.refuse(decision, packet), ...decision.endpoint && { endpoint: decision.endpoint } };
    }
  }

  private refuse({ kind, hook, cause }: Extract<Decision, { kind: 'reject' | 'drop' }>, packet: SentPacket): Omit<Share, 'probability'> {
    if (hook === 'prerouting') return { verdict: 'dropped', cause };
    if (hook === 'balancer') {
      const isLetIn = packet.sender.place === 'node' || this.filter('INPUT', filtered(packet, 'NEW'), this.acceptance(packet)) === 'accept';
      return isLetIn ? { verdict: 'rejected', cause } : { verdict: 'dropped', cause: 'host-firewall' };
    }
    const chain = CHAINS[hook];
    switch (this.filter(chain, hook === 'input' ? received(packet) : filtered(packet, 'NEW'), kind)) {
      case 'reject': return { verdict: 'rejected', cause };
      case 'accept': return this.leave(packet);
      case 'drop': return { verdict: 'dropped', cause: kind === 'drop' ? cause : chain === 'FORWARD' ? 'forward-policy' : 'host-firewall' };
    }
  }

  private acceptance(packet: SentPacket): 'accept' | undefined {
    return this.model.procedure.filtering.acceptsInput(packet) ? 'accept' : undefined;
  }

  /**
   * What a chain makes of a packet. kube-proxy's rules are in front of the host's in the same chain, but for those that are put
   * first. In nftables mode they are in chains of their own, which the host's come before; what these accept goes on to
   * kube-proxy's. Up to 1.32, kube-proxy's come before all of the host's (kubernetes#132456).
   */
  private filter(chain: HostChain, packet: FilteredPacket, own: 'accept' | 'reject' | 'drop' | undefined): 'accept' | 'reject' | 'drop' {
    const { view: { family }, procedure: { filtering } } = this.model;
    const seen = this.facts.firewallAt(chain)?.verdict({ ...packet, hook: HOOKS[chain], family }, own, OWN_PLACES[filtering.hostRules]);
    if (seen) return seen;
    const rules = this.facts.tell('hostRules');
    const first = TARGETS[hostVerdict(rules, chain, packet, true) ?? 'NONE'];
    const policy = () => chain === 'FORWARD' ? this.facts.tell('forwardPolicy') : 'accept';
    const rest = () => TARGETS[hostVerdict(rules, chain, packet, false) ?? 'NONE'] ?? policy();
    switch (filtering.hostRules) {
      case 'after': return first ?? own ?? rest();
      case 'last': return own ?? first ?? rest();
      case 'before': {
        const host = first ?? rest();
        return host === 'accept' ? own ?? 'accept' : host;
      }
    }
  }

  /** Of an endpoint, all that decides is looked at, but by the rules of a firewall. */
  private fateOf(translation: Translation, packet: SentPacket): Fate {
    const { view, procedure } = this.model;
    const { endpoint, masquerade } = translation;
    const isLocal = view.isLocalEndpoint(endpoint);
    const hasAddress = procedure.hasAddress(endpoint.address);
    const isHere = isLocal || hasAddress;
    const ownsSource = !isHere && view.isOfNode(endpoint.nodeName, this.sourceSeen(isHere, masquerade !== undefined, packet) ?? packet.source);
    if (!this.facts.looksAtPackets) {
      for (const fate of this.fates) {
        const isLike = fate.isLocal === isLocal && fate.hasAddress === hasAddress && fate.ownsSource === ownsSource;
        if (isLike && fate.masquerade === masquerade) return fate;
      }
    }
    const fate = { isLocal, hasAddress, ownsSource, masquerade, ...this.translate(translation, packet) };
    this.fates.push(fate);
    return fate;
  }

  /** A packet for an endpoint. */
  private translate({ endpoint, masquerade }: Translation, packet: SentPacket): Pick<Share, 'verdict' | 'cause' | 'sourceSeen'> {
    const sourceSeen = this.sourceSeen(this.isHere(endpoint), masquerade !== undefined, packet);
    const cause = this.refusedOnTheWayTo(endpoint, masquerade !== undefined, packet);
    if (cause) return { verdict: 'dropped', cause, sourceSeen };
    const lost = this.lossOfAnswer(endpoint, masquerade !== undefined, packet);
    if (!lost) return { verdict: 'delivered', sourceSeen };
    return { verdict: lost === 'source-owned-elsewhere' && this.model.view.family === 'ip' ? 'dropped' : 'lost', cause: lost, sourceSeen };
  }

  /** Masqueraded packets to other nodes leave with the address by which the node is known. */
  private sourceSeen(isHere: boolean, isMasqueraded: boolean, { source }: SentPacket): string | undefined {
    if (!isMasqueraded) return source;
    return isHere ? undefined : this.model.view.nodeIp;
  }

  private isHere(endpoint: Endpoint): boolean {
    return this.model.view.isLocalEndpoint(endpoint) || this.model.procedure.hasAddress(endpoint.address);
  }

  /** Why a packet does not get to the endpoint, or an answer that would find its way is filtered. */
  private refusedOnTheWayTo(endpoint: Endpoint, isMasqueraded: boolean, packet: SentPacket): Cause | undefined {
    const { procedure } = this.model;
    const { balancesAfterInput, acceptsForwarded, acceptsInput } = procedure.filtering;
    const isFromNode = packet.sender.place === 'node';
    // IPVS rewrites packets by itself: connection tracking sees connections to the endpoint.
    const isTranslated = !balancesAfterInput;
    const isOfLocalPod = packet.sender.place === 'pod-on-node' || this.model.view.isLocalEndpoint(endpoint);
    const translated = {
      ...filtered(packet, 'NEW'), destination: endpoint.address, port: endpoint.port, isTranslated, isMarked: isMasqueraded, isOfLocalPod,
    };
    const passes = (chain: HostChain, passing: FilteredPacket, accepts: boolean) =>
      this.filter(chain, passing, accepts ? 'accept' : undefined) === 'accept';
    const isForNode = procedure.hasAddress(endpoint.address);
    if (balancesAfterInput) {
      if (!isFromNode && !passes('INPUT', filtered(packet, 'NEW'), acceptsInput(packet))) return 'host-firewall';
      if (!passes('OUTPUT', translated, false)) return 'host-firewall';
    } else if (isFromNode) {
      if (!passes('OUTPUT', translated, false)) return 'host-firewall';
    } else if (isForNode) {
      if (!passes('INPUT', translated, false)) return 'host-firewall';
    } else {
      if (isLinkLocal(packet.source) && (this.model.view.isLocalEndpoint(endpoint) || !this.facts.tell('podsRoutedOverLan'))) return 'beyond-scope';
      if (!passes('FORWARD', translated, acceptsForwarded && isMasqueraded)) return 'forward-policy';
    }
    if (isForNode) return undefined;
    const answer: FilteredPacket = {
      ...filtered(packet, 'ESTABLISHED'),
      source: endpoint.address,
      destination: packet.source,
      port: 0,
      inputInterface: undefined,
      place: undefined,
      isTranslated,
      isOfLocalPod,
    };
    if (isFromNode) return passes('INPUT', answer, false) ? undefined : 'host-firewall';
    return passes('FORWARD', answer, acceptsForwarded) ? undefined : 'forward-policy';
  }

  /** Why an answer does not come back to the client. */
  private lossOfAnswer(endpoint: Endpoint, isMasqueraded: boolean, packet: SentPacket): Cause | undefined {
    const { view } = this.model;
    if (this.isSourceTaken(packet)) return 'martian';
    if (this.isHere(endpoint)) return undefined;
    const seen = this.sourceSeen(false, isMasqueraded, packet) ?? packet.source;
    if (view.isOfNode(endpoint.nodeName, seen) || this.isBoundOn(endpoint.nodeName, seen)) return 'source-owned-elsewhere';
    const { place } = packet.sender;
    // A pod's packets to an address of a Service are translated on its own node; how one would come here, and its answer go, is not known.
    const isOnlySupposed = place === 'pod-elsewhere' && !view.isOnInterface(packet.destination);
    return isMasqueraded || isOnlySupposed || place === 'node' || place === 'pod-on-node' ? undefined : 'direct-answer';
  }

  /** A packet that kube-proxy leaves alone. */
  private leave(packet: SentPacket): Omit<Share, 'probability'> {
    const { procedure } = this.model;
    const state = filtered(packet, 'NEW');
    const isFromNode = packet.sender.place === 'node';
    if (isFromNode && this.filter('OUTPUT', state, undefined) !== 'accept') return { verdict: 'dropped', cause: 'host-firewall' };
    if (procedure.hasAddress(packet.destination)) return this.toNode(packet);
    if (!isFromNode && this.filter('FORWARD', state, undefined) !== 'accept') return { verdict: 'dropped', cause: 'forward-policy' };
    const nodeName = this.model.view.otherNodeOf(packet.destination);
    if (nodeName !== undefined && (this.model.view.isOfNode(nodeName, packet.source) || this.isBoundOn(nodeName, packet.source))) {
      return { verdict: 'dropped', cause: 'source-owned-elsewhere' };
    }
    const nextHop: NextHop = nodeName !== undefined ? 'other-node' : this.isOnLink(packet.destination) ? 'lan' : 'router';
    return { verdict: 'passed', nextHop };
  }

  private toNode(packet: SentPacket): Omit<Share, 'probability'> {
    const { view, procedure } = this.model;
    if (this.filter('INPUT', received(packet), this.acceptance(packet)) !== 'accept') return { verdict: 'dropped', cause: 'host-firewall' };
    if (this.isSourceTaken(packet)) return { verdict: 'dropped', cause: 'martian' };
    const checked = packet.protocol === 'tcp' ? view.healthChecks.get(packet.port) : undefined;
    if (checked && procedure.listensForHealthChecks(packet.destination)) return { verdict: 'health-check', status: healthStatus(checked, view.nodeName) };
    return { verdict: 'host', isAnswered: this.isListenedTo(packet) };
  }

  private isListenedTo({ protocol, port, destination }: SentPacket): boolean | undefined {
    if (protocol === 'icmp') return true;
    return this.facts.know('listeners')?.some(listener =>
      listener.protocol === protocol && listener.port === port && (listener.addresses?.includes(destination) ?? true));
  }
}

type Translation = Extract<Decision, { kind: 'translate' }>;

const CHAINS = { input: 'INPUT', forward: 'FORWARD', output: 'OUTPUT' } as const;
const HOOKS = { INPUT: 'input', FORWARD: 'forward', OUTPUT: 'output' } as const;
const OWN_PLACES = { after: 'in-iptables', before: 'own-chain', last: 'own-chain-before-dnat' } as const;
const TARGETS = { ACCEPT: 'accept', DROP: 'drop', REJECT: 'reject', NONE: undefined } as const;

/** A packet as it comes in for the node; what the node sends to itself comes in by lo. */
function received(packet: SentPacket): FilteredPacket {
  const isFromNode = packet.sender.place === 'node';
  return { ...filtered(packet, 'NEW'), inputInterface: isFromNode ? 'lo' : packet.sender.inputInterface };
}

function filtered({ protocol, source, destination, port, sender }: SentPacket, state: ConnectionState): FilteredPacket {
  const { place, inputInterface } = sender;
  return {
    protocol, source, destination, port, inputInterface, state, place, isTranslated: false, isMarked: false, isOfLocalPod: place === 'pod-on-node',
  };
}
