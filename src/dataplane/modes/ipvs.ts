import { servicePortName } from './affinity';
import { listensForHealthChecks } from './health-checks';
import { frontendKey, isInSourceRanges, NodeView, takesNodePorts } from './node-view';
import { Affinity, MasqueradeCause } from './outcome';
import { isLinkLocal, SentPacket } from './packet';
import { Decision, Filtering, LEFT_ALONE, ModeProcedure, refuse, spread } from './procedure';
import { Cidr, isLoopback } from '../../base/ip/cidr';
import { Endpoint } from '../../cluster/served/endpoint';
import { ServedPort } from '../endpoints/served-port';

/** A virtual server of IPVS: one for each address, protocol and port. */
interface VirtualServer {
  readonly port: ServedPort;
  readonly isClusterIp: boolean;
  /** The Service whose source ranges guard the address. */
  readonly guardedBy?: ServedPort;
}

/**
 * ipvs mode: what iptables rules, IP sets and IPVS do with the first packet of a connection (upstream:
 * pkg/proxy/ipvs/proxier.go, syncProxyRules). kube-ipvs0 has the addresses of all Services, so that every node takes packets to
 * them in.
 */
export class IpvsMode implements ModeProcedure {
  public readonly filtering: Filtering = {
    hostRules: 'after',
    balancesAfterInput: true,
    acceptsForwarded: true,
    // KUBE-NODE-PORT in INPUT looks the port up in KUBE-HEALTH-CHECK-NODE-PORT, whatever the protocol is.
    acceptsInput: ({ port }) => this.view.healthChecks.has(port),
  };

  private readonly servers = new Map<string, VirtualServer>();
  /** The addresses on kube-ipvs0: those of Services that are on no other interface of the node. */
  private readonly bound: ReadonlySet<string>;

  constructor(private readonly view: NodeView) {
    this.bound = new Set([...view.serviceAddresses].filter(address => !view.interfaceAddresses.has(address)));
    const nodePortAddresses = [...view.interfaceAddresses].filter(address => this.isNodePortServed(address));
    for (const port of view.ports) {
      const { port: { protocol, port: number, nodePort }, clusterIp, externalIps, loadBalancerVips, sourceRanges } = port;
      const guardedBy = sourceRanges.length > 0 ? port : undefined;
      this.add(frontendKey(clusterIp, protocol, number), { port, isClusterIp: true });
      for (const address of loadBalancerVips) this.add(frontendKey(address, protocol, number), { port, isClusterIp: false, guardedBy });
      for (const address of externalIps) this.add(frontendKey(address, protocol, number), { port, isClusterIp: false });
      if (nodePort !== 0) for (const address of nodePortAddresses) this.add(frontendKey(address, protocol, nodePort), { port, isClusterIp: false });
    }
  }

  public hasAddress(address: string): boolean {
    return this.bound.has(address) || this.view.isOnInterface(address);
  }

  /** The kernel answers ARP requests for addresses of other interfaces, unless strictARP is set; no neighbor solicitations of IPv6. */
  public answersNeighbors(address: string): boolean {
    return this.view.isOnInterface(address) || (this.bound.has(address) && this.view.family === 'ip' && !this.view.inputs.settings.strictArp);
  }

  public listensForHealthChecks(address: string): boolean {
    return listensForHealthChecks(this.view, address);
  }

  public decide(packet: SentPacket): readonly Decision[] {
    const { destination, protocol, port } = packet;
    const isFromNode = packet.sender.place === 'node';
    const server = this.servers.get(frontendKey(destination, protocol, port));
    if (server) {
      const endpoints = endpointsOf(server);
      // Packets from the node reach IPVS first, those from elsewhere the source ranges.
      if (endpoints.length === 0 && isFromNode) return refuse('reject', 'balancer', 'no-endpoints');
      if (server.guardedBy && !this.isLetIn(server.guardedBy, packet)) return refuse('drop', isFromNode ? 'output' : 'input', 'source-range');
      if (endpoints.length === 0) return refuse('reject', 'balancer', 'no-endpoints');
      return spread(endpoints, endpoint => this.masquerade(server, endpoint, packet));
    }
    // KUBE-IPVS-FILTER; the ports of health checks are let through.
    if (this.bound.has(destination) && !this.view.healthChecks.has(port)) {
      return refuse('reject', 'input', protocol === 'icmp' ? 'bound-address' : 'undefined-port');
    }
    return LEFT_ALONE;
  }

  /** Each virtual server remembers its clients by itself. */
  public affinity({ destination, protocol, port }: SentPacket): Affinity | undefined {
    const key = frontendKey(destination, protocol, port);
    const server = this.servers.get(key);
    const timeoutSeconds = server?.port.service.affinityTimeoutSeconds;
    return timeoutSeconds === undefined ? undefined : { timeoutSeconds, key: `${servicePortName(server!.port)} ${key}` };
  }

  private add(key: string, server: VirtualServer): void {
    if (!this.servers.has(key)) this.servers.set(key, server);
  }

  /** Never on addresses of the loopback interface's own ranges or of the link (upstream: NodePort addresses of the ipvs proxier). */
  private isNodePortServed(address: string): boolean {
    return !isLinkLocal(address) && takesNodePorts(this.view, address);
  }

  /** A process of the node that binds another source than the address itself gets past the ranges: IPVS has translated its packet before they look. */
  private isLetIn(guard: ServedPort, { source, sender, destination }: SentPacket): boolean {
    if (sender.place === 'node' && source !== destination) return true;
    return isInSourceRanges(guard, source, this.view.nodeIp, hasEntry);
  }

  private masquerade({ port, isClusterIp }: VirtualServer, endpoint: Endpoint, packet: SentPacket): MasqueradeCause | undefined {
    const { view } = this;
    // KUBE-LOOP-BACK holds every endpoint of the node, whatever its conditions are.
    if (packet.source === endpoint.address && view.isLocalEndpoint(endpoint)) return 'hairpin';
    if (isLoopback(packet.source)) return undefined;
    if (!isClusterIp) return port.externalPolicyLocal ? undefined : 'external-traffic';
    if (view.inputs.settings.masqueradeAll) return 'masquerade-all';
    const isFromOutside = view.podTest ? !view.isFromPod(packet) : view.clusterIps.has(packet.source);
    return isFromOutside ? 'cluster-ip-from-outside' : undefined;
  }
}

/** Whether an IP set has an entry for a range: the kernel refuses one of prefix length 0, up to 1.33 (kubernetes#132719). */
function hasEntry({ prefixLength }: Cidr): boolean {
  return prefixLength > 0;
}

/** The policy Local prefers endpoints of the node, but falls back to all (upstream: syncEndpoint). */
function endpointsOf({ port, isClusterIp }: VirtualServer): readonly Endpoint[] {
  const { endpoints: { cluster, local }, internalPolicyLocal, externalPolicyLocal } = port;
  const prefersLocal = isClusterIp ? internalPolicyLocal : externalPolicyLocal;
  return prefersLocal && local.length > 0 ? local : cluster;
}
