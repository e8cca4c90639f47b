import { servicePortName } from './affinity';
import { listensForHealthChecks } from './health-checks';
import { frontendKey, isInSourceRanges, nodePortKey, NodeView, takesNodePorts } from './node-view';
import { Affinity, MasqueradeCause } from './outcome';
import { SentPacket } from './packet';
import { Decision, FilterHook, Filtering, LEFT_ALONE, ModeProcedure, refuse, spread } from './procedure';
import { isLoopback } from '../../base/ip/cidr';
import { Endpoint } from '../../cluster/served/endpoint';
import { ServedPort } from '../endpoints/served-port';

/** A port of a Service at an external address of it. */
interface ExternalFrontend {
  readonly port: ServedPort;
  /** Rules for external IPs come before those for load balancers, and know no source ranges. */
  readonly isExternalIp: boolean;
}

/** Where a connection is sent, and whether all of it is marked for masquerading. */
interface Target {
  readonly endpoints: readonly Endpoint[];
  readonly mark?: MasqueradeCause;
}

/**
 * iptables mode: what the rules of the tables nat and filter do with the first packet of a connection (upstream:
 * pkg/proxy/iptables/proxier.go, syncProxyRules). No address is added to the node.
 */
export class IptablesMode implements ModeProcedure {
  public readonly filtering: Filtering = {
    hostRules: 'after',
    balancesAfterInput: false,
    acceptsForwarded: true,
    // KUBE-NODEPORTS in INPUT lets health checks in, on any address of the node.
    acceptsInput: ({ protocol, port }) => protocol === 'tcp' && this.view.healthChecks.has(port),
  };

  private readonly clusterIps = new Map<string, ServedPort>();
  private readonly externals = new Map<string, ExternalFrontend>();
  private readonly nodePorts = new Map<string, ServedPort>();

  constructor(private readonly view: NodeView) {
    for (const port of view.ports) {
      const { port: { protocol, port: number, nodePort }, clusterIp, externalIps, loadBalancerVips } = port;
      putFirst(this.clusterIps, frontendKey(clusterIp, protocol, number), port);
      for (const address of externalIps) putFirst(this.externals, frontendKey(address, protocol, number), { port, isExternalIp: true });
      for (const address of loadBalancerVips) putFirst(this.externals, frontendKey(address, protocol, number), { port, isExternalIp: false });
      if (nodePort !== 0) putFirst(this.nodePorts, nodePortKey(protocol, nodePort), port);
    }
  }

  public hasAddress(address: string): boolean {
    return this.view.isOnInterface(address);
  }

  public answersNeighbors(address: string): boolean {
    return this.view.isOnInterface(address);
  }

  public listensForHealthChecks(address: string): boolean {
    return listensForHealthChecks(this.view, address);
  }

  public decide(packet: SentPacket): readonly Decision[] {
    const target = this.translate(packet);
    if (target) return spread(target.endpoints, ({ address }) => target.mark ?? (address === packet.source ? 'hairpin' : undefined));
    return this.filter(packet) ?? LEFT_ALONE;
  }

  /** One state for all frontends of a port: the lists of xt_recent belong to the endpoints' chains. */
  public affinity(packet: SentPacket): Affinity | undefined {
    const key = frontendKey(packet.destination, packet.protocol, packet.port);
    const port = this.clusterIps.get(key) ?? this.externals.get(key)?.port ?? this.nodePorts.get(nodePortKey(packet.protocol, packet.port));
    const timeoutSeconds = port?.service.affinityTimeoutSeconds;
    return timeoutSeconds === undefined ? undefined : { timeoutSeconds, key: servicePortName(port!) };
  }

  /** The nat rules: KUBE-SERVICES, and last KUBE-NODEPORTS. */
  private translate(packet: SentPacket): Target | undefined {
    const key = frontendKey(packet.destination, packet.protocol, packet.port);
    const internal = this.clusterIps.get(key);
    if (internal) return this.internalTarget(internal, packet);
    const external = this.externals.get(key);
    if (external && this.isLetIn(external, packet)) {
      const target = this.externalTarget(external.port, packet);
      if (target) return target;
    }
    const nodePort = this.isNodePortServed(packet.destination) ? this.nodePorts.get(nodePortKey(packet.protocol, packet.port)) : undefined;
    return nodePort && this.externalTarget(nodePort, packet);
  }

  private internalTarget(port: ServedPort, packet: SentPacket): Target | undefined {
    const endpoints = port.internalPolicyLocal ? port.endpoints.local : port.endpoints.cluster;
    return endpoints.length === 0 ? undefined : { endpoints, mark: this.internalMark(packet) };
  }

  private internalMark(packet: SentPacket): MasqueradeCause | undefined {
    if (this.view.inputs.settings.masqueradeAll) return 'masquerade-all';
    return this.view.podTest && !this.view.isFromPod(packet) ? 'cluster-ip-from-outside' : undefined;
  }

  /** The chain KUBE-FW-… of a load balancer's address. A Service without endpoints has none. */
  private isLetIn({ port, isExternalIp }: ExternalFrontend, { source }: SentPacket): boolean {
    return isExternalIp || port.sourceRanges.length === 0 || isInSourceRanges(port, source, this.view.nodeIp);
  }

  /** The chain KUBE-EXT-…: with the policy Local, pods and the node itself take a short cut to all endpoints. */
  private externalTarget(port: ServedPort, packet: SentPacket): Target | undefined {
    const { externalPolicyLocal, endpoints: { cluster, local, hasAny } } = port;
    if (!hasAny) return undefined;
    const target = (endpoints: readonly Endpoint[], mark?: MasqueradeCause) => endpoints.length === 0 ? undefined : { endpoints, mark };
    if (!externalPolicyLocal) return target(cluster, 'external-traffic');
    if (this.view.isFromPod(packet)) return target(cluster);
    if (this.hasAddress(packet.source)) return target(cluster, 'from-node');
    return target(local);
  }

  /** Which local addresses jump to KUBE-NODEPORTS. On ::1 NodePorts never answer. */
  private isNodePortServed(address: string): boolean {
    return this.hasAddress(address) && takesNodePorts(this.view, address);
  }

  /** The filter rules, for a packet that no nat rule has translated. */
  private filter(packet: SentPacket): Decision[] | undefined {
    const isFromNode = packet.sender.place === 'node';
    const isForNode = this.hasAddress(packet.destination);
    const refused = isFromNode ? this.sourceRanges(packet, 'output') ?? this.emptyClusterIps(packet, 'output') : undefined;
    if (refused) return refused;
    if (isForNode) return this.sourceRanges(packet, 'input') ?? this.emptyExternals(packet, 'input') ?? this.martianLocalhost(packet);
    if (isFromNode) return undefined;
    return this.sourceRanges(packet, 'forward') ?? this.emptyClusterIps(packet, 'forward') ?? this.emptyExternals(packet, 'forward');
  }

  /** KUBE-PROXY-FIREWALL: what KUBE-FW-… has let in is translated, so that it doesn't match any more. */
  private sourceRanges({ destination, protocol, port, source }: SentPacket, hook: FilterHook): Decision[] | undefined {
    const external = this.externals.get(frontendKey(destination, protocol, port));
    if (!external) return undefined;
    const { endpoints, sourceRanges, loadBalancerVips } = external.port;
    if (!endpoints.hasAny || sourceRanges.length === 0 || !loadBalancerVips.includes(destination)) return undefined;
    const isLetIn = isInSourceRanges(external.port, source, this.view.nodeIp);
    return refuse('drop', hook, isLetIn ? 'no-local-endpoints' : 'source-range');
  }

  /** KUBE-SERVICES in FORWARD and OUTPUT. */
  private emptyClusterIps({ destination, protocol, port }: SentPacket, hook: FilterHook): Decision[] | undefined {
    const internal = this.clusterIps.get(frontendKey(destination, protocol, port));
    return internal && refuseEmpty(internal, internal.internalPolicyLocal, hook);
  }

  /** KUBE-EXTERNAL-SERVICES in INPUT and FORWARD, but not in OUTPUT. NodePorts count on every address, whatever nodePortAddresses says. */
  private emptyExternals({ destination, protocol, port }: SentPacket, hook: FilterHook): Decision[] | undefined {
    const external = this.externals.get(frontendKey(destination, protocol, port));
    const nodePort = hook === 'input' ? this.nodePorts.get(nodePortKey(protocol, port)) : undefined;
    return (external && refuseEmpty(external.port, external.port.externalPolicyLocal, hook))
      ?? (nodePort && refuseEmpty(nodePort, nodePort.externalPolicyLocal, hook));
  }

  /** KUBE-FIREWALL: localhost is open to NodePorts, which must not open it to the network. */
  private martianLocalhost({ destination, source }: SentPacket): Decision[] | undefined {
    const guards = this.view.family === 'ip' && this.view.inputs.settings.localhostNodePorts;
    return guards && isLoopback(destination) && !isLoopback(source) ? refuse('drop', 'input', 'localhost') : undefined;
  }
}

function refuseEmpty({ endpoints }: ServedPort, policyLocal: boolean, hook: FilterHook): Decision[] | undefined {
  if (!endpoints.hasAny) return refuse('reject', hook, 'no-endpoints');
  return (policyLocal ? endpoints.local : endpoints.cluster).length === 0 ? refuse('drop', hook, 'no-local-endpoints') : undefined;
}

/** Where Services claim the same frontend, the first rule wins. In kube-proxy their order is left to chance. */
function putFirst<V>(map: Map<string, V>, key: string, value: V): void {
  if (!map.has(key)) map.set(key, value);
}
