import { Family, IpAddress, parseIp } from '../../../base/ip/address';
import { Cidr, cidrContains, parseCidr } from '../../../base/ip/cidr';
import { ConnectionState } from '../host-firewall';
import { PacketProtocol, SenderPlace } from '../packet';

/** A packet as it passes a hook of the packet filter. */
export interface FirewallPacket {
  readonly hook: 'input' | 'forward' | 'output' | 'postrouting';
  readonly family: Family;
  readonly protocol: PacketProtocol;
  readonly source: string;
  readonly destination: string;
  /** 0 where it is not known: in answers. */
  readonly port: number;
  readonly state: ConnectionState;
  /** Undefined for an answer, which comes from an endpoint. */
  readonly place?: SenderPlace;
  readonly inputInterface?: string;
  /** Whether kube-proxy gave the connection its destination, in a way that connection tracking knows. */
  readonly isTranslated: boolean;
  /** Whether it has the mark by which kube-proxy masquerades. */
  readonly isMarked: boolean;
  /** Whether a pod on the node sends it, or gets it. */
  readonly isOfLocalPod: boolean;
}

/** Names of interfaces of local networks of containers and virtual machines that are not the cluster's. */
const LOCAL_NETWORK = /^(?:docker0|docker_gwbridge|br-[0-9a-f]+|virbr\d+|lxcbr\d+|lxdbr\d+|incusbr\d+|podman\d+|cni-podman\d+)$/;

/** Names that CNI plugins give to the ends of pods' interfaces on the node. */
const POD_INTERFACE = /^(?:cali|veth|lxc|azv|eni|gke|tap|nic|vethwe)/;

/** What the names of a node's interfaces mean. */
export class FirewallNode {
  private readonly networks = new Map<string, readonly Cidr[]>();
  private readonly uplinks: ReadonlySet<string>;

  /**
   * @param interfaces the addresses of the interfaces, with their prefix lengths
   * @param nodeAddresses the addresses by which the node is known
   */
  constructor(interfaces: Readonly<Record<string, readonly string[]>> | undefined, nodeAddresses: readonly IpAddress[]) {
    const own = new Set(nodeAddresses.map(({ text }) => text));
    const uplinks = new Set<string>();
    for (const [name, addresses] of Object.entries(interfaces ?? {})) {
      this.networks.set(name, addresses.flatMap(address => parseCidr(address) ?? []));
      if (name !== 'lo' && addresses.some(address => own.has(parseIp(address.replace(/\/.*$/, ''))?.text ?? ''))) uplinks.add(name);
    }
    this.uplinks = uplinks;
  }

  /** Whether a packet comes in by an interface. */
  public comesInBy(pattern: string, { hook, inputInterface, place, source }: FirewallPacket): boolean | undefined {
    if (hook === 'output' || hook === 'postrouting') return false;
    if (inputInterface !== undefined) return matchesName(pattern, inputInterface);
    if (pattern === 'lo') return place === 'node';
    if (place === 'node') return false;
    if (LOCAL_NETWORK.test(pattern)) return this.isInNetworkOf(pattern, source);
    const isPods = place === undefined || place === 'pod-on-node' || place === 'pod-elsewhere';
    if (POD_INTERFACE.test(pattern)) return isPods ? undefined : false;
    if (isPods) return this.isInNetworkOf(pattern, source) ? true : undefined;
    if (this.isInNetworkOf(pattern, source)) return true;
    return this.uplinks.size === 1 && this.uplinks.has(pattern) && this.isOnlyUplink(pattern) ? true : undefined;
  }

  /** Whether it leaves by an interface. */
  public leavesBy(pattern: string, { hook, destination }: FirewallPacket): boolean | undefined {
    if (hook === 'input') return false;
    if (pattern === 'lo') return hook === 'forward' ? false : undefined;
    if (LOCAL_NETWORK.test(pattern)) return this.isInNetworkOf(pattern, destination);
    return this.isInNetworkOf(pattern, destination) ? true : undefined;
  }

  private isInNetworkOf(name: string, address: string): boolean {
    return this.networks.get(name)?.some(network => cidrContains(network, address)) ?? false;
  }

  /** Whether no other interface leads out: those of local networks, of pods and tunnels to them do not. */
  private isOnlyUplink(name: string): boolean {
    return [...this.networks.keys()].every(other => other === name || other === 'lo' || LOCAL_NETWORK.test(other) || POD_INTERFACE.test(other) || TUNNEL.test(other));
  }
}

/** Interfaces by which packets go between pods of different nodes, and the bridges and dummies of CNI plugins and kube-proxy. */
const TUNNEL = /^(?:tunl\d+|vxlan|flannel|cni\d+|cilium_|kube-|nodelocaldns|wireguard|weave|genev|antrea|ovn|tailscale)/;

/** `cali+` and `cali*` stand for all names that begin so. */
function matchesName(pattern: string, name: string): boolean {
  return /[+*]$/.test(pattern) ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
