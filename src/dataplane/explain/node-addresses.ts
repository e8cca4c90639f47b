import { parseIpBytes } from '../../base/ip/address';
import { Cidr, maskedText } from '../../base/ip/cidr';
import { Node } from '../../cluster/served/node';

/**
 * Which nodes have which addresses and ranges of pods. They are asked for with every packet, and a cluster may have thousands of nodes, so they
 * are sorted once for all nodes that ask.
 */
export class NodeAddresses {
  /** Of the nodes of a cluster, as many as it has by now. */
  public static of(nodes: ReadonlyMap<string, Node>): NodeAddresses {
    const known = NodeAddresses.known.get(nodes);
    if (known?.size === nodes.size) return known;
    const made = new NodeAddresses([...nodes.values()]);
    NodeAddresses.known.set(nodes, made);
    return made;
  }

  private static readonly known = new WeakMap<ReadonlyMap<string, Node>, NodeAddresses>();

  private readonly size: number;
  private readonly byAddress = new Map<string, string>();
  /** By the text of the range: the place of the first node that has it. */
  private readonly byPodRange = new Map<string, number>();
  private readonly prefixLengths: ReadonlySet<number>;

  private constructor(private readonly nodes: readonly Node[]) {
    this.size = nodes.length;
    const lengths = new Set<number>();
    nodes.forEach(({ name, internalIps, externalIps, podCidrs }, place) => {
      for (const { text } of [...internalIps, ...externalIps]) if (!this.byAddress.has(text)) this.byAddress.set(text, name);
      for (const { text, prefixLength } of podCidrs) {
        if (!this.byPodRange.has(text)) this.byPodRange.set(text, place);
        lengths.add(prefixLength);
      }
    });
    this.prefixLengths = lengths;
  }

  /** The first node that has the address as its own. */
  public nodeOfAddress(address: string): string | undefined {
    return this.byAddress.get(address);
  }

  /** The first node that has the address in a pod CIDR. */
  public nodeOfPodAddress(address: string): string | undefined {
    const bytes = parseIpBytes(address);
    if (!bytes) return undefined;
    const places = [...this.prefixLengths].filter(length => length <= bytes.length * 8)
      .flatMap(length => this.byPodRange.get(maskedText(bytes, length)) ?? []);
    return places.length === 0 ? undefined : this.nodes[Math.min(...places)].name;
  }

  /** The ranges of the pods of all other nodes, in their order. */
  public *podRangesBeside(nodeName: string): Generator<Cidr> {
    for (const { name, podCidrs } of this.nodes) if (name !== nodeName) yield* podCidrs;
  }
}
