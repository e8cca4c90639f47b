import { InputError } from '../../base/errors';
import { Family, formatIp } from '../../base/ip/address';
import { Cidr, cidrContains, parseCidr } from '../../base/ip/cidr';
import { addOffset, addressAt, sizeOf } from '../../base/ip/range';
import { Node } from '../served/node';
import { firstFreePlace } from './allocation/stable-hash';
import { Assumptions } from './assumptions';
import { Workload } from '../workloads/workload';

/** A pod that a workload will run, as far as it can be foreseen. */
export interface PlannedPod {
  readonly node: Node;
  readonly addresses: { readonly [F in Family]?: string };
}

/** The length of the pod CIDR that the controller manager cuts off for a node by default. */
const NODE_PREFIX: Record<Family, number> = { ip: 24, ip6: 64 };

/** Foresees where pods run and which addresses they have: round robin over the nodes, an address from the node's pod CIDR. */
export class PodPlacement {
  private readonly taken = new Set<string>();
  private readonly planned = new Map<Workload, readonly PlannedPod[]>();
  private readonly podCidrs = new Map<Node, readonly Cidr[]>();

  /**
   * @param nodes the nodes that run pods, in their order
   * @param clusterCidrs where a Node has no pod CIDR of its own, one is cut off from these
   */
  constructor(
    private readonly nodes: readonly Node[], private readonly clusterCidrs: readonly Cidr[], private readonly assumptions: Assumptions,
  ) {}

  /** Marks an address as in use by something that is not planned here. */
  public reserve(address: string): void {
    this.taken.add(address);
  }

  /**
   * The pods of a workload, the same at every call.
   *
   * @throws InputError where a node has no address left
   */
  public podsOf(workload: Workload): readonly PlannedPod[] {
    let pods = this.planned.get(workload);
    if (!pods) {
      const count = workload.pods === 'per-node' ? this.nodes.length : workload.pods;
      pods = Array.from({ length: count }, (_, i) => this.place(workload, i));
      this.planned.set(workload, pods);
    }
    return pods;
  }

  private place(workload: Workload, index: number): PlannedPod {
    const node = this.nodes[index % this.nodes.length];
    if (workload.hostNetwork) return { node, addresses: firstOfEachFamily([...node.internalIps, ...node.externalIps]) };
    const addresses = this.podCidrsOf(node).map(cidr => ({ family: cidr.family, text: this.allocate(workload, index, node, cidr) }));
    return { node, addresses: firstOfEachFamily(addresses) };
  }

  private podCidrsOf(node: Node): readonly Cidr[] {
    let cidrs = this.podCidrs.get(node);
    if (!cidrs) {
      cidrs = node.podCidrs.length > 0 ? node.podCidrs : this.cutPodCidrs(node);
      this.podCidrs.set(node, cidrs);
    }
    return cidrs;
  }

  private cutPodCidrs(node: Node): readonly Cidr[] {
    const cut = this.clusterCidrs.map(cidr => nthSubnet(cidr, this.nodes.indexOf(node)));
    const texts = (cidrs: readonly Cidr[]) => cidrs.map(cidr => cidr.text).join(', ');
    this.assumptions.add(`Node ${node.name}`, `pod CIDR ${texts(cut)}, cut off from ${texts(this.clusterCidrs)}`);
    return cut;
  }

  private allocate(workload: Workload, index: number, node: Node, cidr: Cidr): string {
    // The first addresses of a node's range belong to its bridge or tunnel, the last one of an IPv4 range is its broadcast address.
    const start = 2;
    const places = sizeOf(cidr) - start - 1;
    const text = `${workload.description}/${index}/${cidr.family}`;
    const place = places > 0 ? firstFreePlace(text, places, candidate => !this.taken.has(addressAt(cidr, start + candidate))) : undefined;
    if (place === undefined) throw new InputError(`${workload.description}: the pod CIDR ${cidr.text} of Node ${node.name} has no address left`);
    const address = addressAt(cidr, start + place);
    this.taken.add(address);
    return address;
  }
}

/** The index-th subnet of the usual size for a node; the whole range if it is not larger than that. */
function nthSubnet(cidr: Cidr, index: number): Cidr {
  const length = NODE_PREFIX[cidr.family];
  if (cidr.prefixLength >= length) return cidr;
  const prefix = addOffset(cidr.network.slice(0, length / 8), index);
  const address = formatIp([...prefix, ...cidr.network.slice(length / 8)]);
  if (!cidrContains(cidr, address)) throw new InputError(`the cluster CIDR ${cidr.text} has no /${length} left for node number ${index + 1}`);
  return parseCidr(`${address}/${length}`)!;
}

function firstOfEachFamily(addresses: readonly { readonly family: Family; readonly text: string }[]): PlannedPod['addresses'] {
  const byFamily: { [F in Family]?: string } = {};
  for (const { family, text } of addresses) byFamily[family] ??= text;
  return byFamily;
}
