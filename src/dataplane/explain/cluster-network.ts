import { NodeAddresses } from './node-addresses';
import { FAMILIES, Family, IpAddress } from '../../base/ip/address';
import { Cidr, cidrContains, isLoopback, parseCidr } from '../../base/ip/cidr';
import { addressAt } from '../../base/ip/range';
import { nodeIpsOf } from '../../cluster/served/node';
import { RulesetInputs } from '../nftables/generate';
import { Settings } from '../settings';

/** What of the cluster tells where an address belongs. */
export class ClusterNetwork {
  private readonly ownAddresses: ReadonlySet<string>;
  private readonly clusterCidrs: readonly Cidr[];
  private readonly nodes: NodeAddresses;
  private knownServiceAddresses: ReadonlySet<string> | undefined;
  private knownSourceRanges: readonly Cidr[] | undefined;

  constructor(public readonly inputs: RulesetInputs) {
    const { cluster, node, interfaceIps, settings } = inputs;
    this.ownAddresses = new Set([...node.internalIps, ...interfaceIps].map(({ text }) => text));
    this.clusterCidrs = clusterCidrsOf(settings);
    this.nodes = NodeAddresses.of(cluster.nodes);
  }

  /** Whether the address is on one of the node's interfaces. */
  public readonly isOwn = (address: string): boolean => this.ownAddresses.has(address);

  /** Whether the address is the node's, or a loopback address. */
  public isLocal(address: string): boolean {
    return this.isOwn(address) || isLoopback(address);
  }

  public isPodAddress(address: string): boolean {
    return this.clusterCidrs.some(range => cidrContains(range, address)) || this.nodes.nodeOfPodAddress(address) !== undefined;
  }

  /** The address of the node by which it sends packets of a family. */
  public nodeAddress(family: Family): string | undefined {
    const { node, settings } = this.inputs;
    return nodeIpsOf(node, settings.bindAddress).byFamily[family];
  }

  /** The node whose pod CIDR has the address. */
  public nodeOfPodAddress(address: string): string | undefined {
    return this.nodes.nodeOfPodAddress(address);
  }

  /** The node that has the address as its own. */
  public nodeOfAddress(address: string): string | undefined {
    if (this.isOwn(address)) return this.inputs.node.name;
    return this.nodes.nodeOfAddress(address);
  }

  /** An address of documentation that nothing in the cluster has, and that is in none of the ranges, unless all are. */
  public externalAddress(family: Family, unwanted: readonly Cidr[] = this.sourceRanges()): string {
    const candidates = EXTERNAL[family].flatMap(range => OFFSETS.map(offset => addressAt(range, offset)));
    const free = candidates.filter(address => !this.isOfCluster(address));
    return free.find(address => !unwanted.some(range => cidrContains(range, address))) ?? free[0] ?? candidates[0];
  }

  /** An address outside of the cluster in one of the ranges. */
  public externalAddressIn(ranges: readonly Cidr[]): string | undefined {
    for (const range of ranges) {
      const address = OFFSETS_IN_RANGE.map(offset => addressAt(range, offset)).find(text => cidrContains(range, text) && !this.isOfCluster(text));
      if (address !== undefined) return address;
    }
    return undefined;
  }

  /** An address of a pod on the node, or on another one, that is not an endpoint; an assumed one where no range of pods is known. */
  public podAddress(family: Family, onNode: boolean): string {
    const { node } = this.inputs;
    let fitting: string | undefined;
    let first: string | undefined;
    for (const range of this.rangesOfPods(onNode)) {
      if (range.family !== family) continue;
      for (const offset of POD_OFFSETS[onNode ? 'here' : 'elsewhere']) {
        const address = addressAt(range, offset);
        if (!cidrContains(range, address)) continue;
        first ??= address;
        if (!onNode && node.podCidrs.some(own => cidrContains(own, address))) continue;
        fitting ??= address;
        if (!this.isEndpoint(address)) return address;
      }
    }
    return fitting ?? first!;
  }

  /** The interface by which packets come in; its name tells pods on this node where interfaces are what tells them. */
  public inputInterface(isPodOnNode: boolean): string {
    const detection = this.inputs.settings.localDetection;
    const [matching, matches] = detection.mode === 'BridgeInterface' ? [detection.interfaceName, (name: string) => name === detection.interfaceName]
      : detection.mode === 'InterfaceNamePrefix' ? [`${detection.prefix}0`.slice(0, 15), (name: string) => name.startsWith(detection.prefix)]
        : ['pod0', () => false];
    return isPodOnNode ? matching : ['eth0', 'ens3', 'wire0'].find(name => !matches(name))!;
  }

  private *rangesOfPods(onNode: boolean): Generator<Cidr> {
    const { node, cluster } = this.inputs;
    yield* onNode ? node.podCidrs : this.nodes.podRangesBeside(node.name);
    yield* this.clusterCidrs;
    for (const { podCidrs } of cluster.nodes.values()) yield* podCidrs;
    yield* ASSUMED_PODS;
  }

  private isEndpoint(address: string): boolean {
    for (const slices of this.inputs.cluster.endpointSlices.values()) {
      for (const { ports } of slices) if (ports[0]?.endpoints.some(endpoint => endpoint.address === address)) return true;
    }
    return false;
  }

  private isOfCluster(address: string): boolean {
    const { cluster } = this.inputs;
    return this.isPodAddress(address) || this.nodeOfAddress(address) !== undefined || isLoopback(address)
      || [...cluster.serviceCidrs.values()].some(({ cidrs }) => cidrs.some(({ cidr }) => cidrContains(cidr, address)))
      || this.serviceAddresses().has(address);
  }

  private serviceAddresses(): ReadonlySet<string> {
    this.knownServiceAddresses ??= new Set([...this.inputs.cluster.services.values()].flatMap(({ externalIps, loadBalancerVips, clusterIps }) =>
      [...[...externalIps, ...loadBalancerVips].map(({ text }: IpAddress) => text), ...FAMILIES.flatMap(family => clusterIps[family] ?? [])]));
    return this.knownServiceAddresses;
  }

  private sourceRanges(): readonly Cidr[] {
    this.knownSourceRanges ??= [...this.inputs.cluster.services.values()].flatMap(({ sourceRanges }) => sourceRanges);
    return this.knownSourceRanges;
  }
}

function clusterCidrsOf({ localDetection }: Settings): readonly Cidr[] {
  return localDetection.mode === 'ClusterCIDR' ? localDetection.cidrs : [];
}

const OFFSETS = [7, 77, 107, 177, 207, 237];
const OFFSETS_IN_RANGE = [0, 1, 2, 7, 10, 100, 200, 1000, 5000];
/** Not the first ones of a range, which bridges and tunnels have, as long as others are free. */
const POD_OFFSETS = { here: [200, 100, 50, 20, 10, 7, 3, 2, 1, 0], elsewhere: [201, 101, 51, 21, 11, 8, 5, 3, 2, 1, 0] };
/** Where nothing says which addresses pods have, rules can't look at them either. */
const ASSUMED_PODS: readonly Cidr[] = ['10.244.0.0/16', 'fd00:10:244::/56'].map(text => parseCidr(text)!);

/** Ranges for documentation (RFC 5737, RFC 3849, RFC 9637), and for benchmarks (RFC 2544). */
const EXTERNAL: Record<Family, readonly Cidr[]> = {
  ip: ['203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/24', '198.18.0.0/15'].map(text => parseCidr(text)!),
  ip6: ['2001:db8::/32', '2001:db8:ffff::/48', '3fff::/20', '3fff:fff::/32'].map(text => parseCidr(text)!),
};
