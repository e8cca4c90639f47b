import { NodeFacts } from './node-facts';
import { Node, nodeAddresses } from '../served/node';

/** The facts of several nodes. Of a node that was probed more than once the newest count. */
export class NodeFactsSet {
  private readonly byName = new Map<string, NodeFacts>();
  private readonly byAddress = new Map<string, NodeFacts | undefined>();

  constructor(documents: Iterable<NodeFacts>) {
    for (const facts of documents) {
      const before = this.byName.get(facts.node);
      if (!before || before.time <= facts.time) this.byName.set(facts.node, facts);
    }
    for (const facts of this.all) {
      for (const { address } of facts.addresses ?? []) {
        // What two nodes have, such as the address of a bridge, names neither.
        this.byAddress.set(address, this.byAddress.has(address) && this.byAddress.get(address) !== facts ? undefined : facts);
      }
    }
  }

  public get all(): readonly NodeFacts[] {
    return [...this.byName.values()];
  }

  /**
   * The facts of a Node: those of its name; else those of its host name, which may differ where the name was given to the kubelet,
   * by the addresses that the Node and the interfaces have in common.
   */
  public of(node: Pick<Node, 'name' | 'internalIps' | 'externalIps'>): NodeFacts | undefined {
    const named = this.byName.get(node.name);
    if (named) return named;
    const found = new Set(nodeAddresses(node).map(({ text }) => this.byAddress.get(text)));
    const [facts] = found;
    return found.size === 1 ? facts : undefined;
  }
}
