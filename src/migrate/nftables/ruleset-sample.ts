import { nodeKinds } from './node-kinds';
import { ServedCluster } from '../../cluster/served/served-cluster';

/** The nodes whose rulesets are written, and those that they stand for. */
export interface RulesetSample {
  readonly nodes: readonly string[];
  /** Undefined where each node has a ruleset of its own. */
  readonly standFor?: readonly SampledKind[];
}

export interface SampledKind {
  /** The node whose ruleset is written; undefined where the kind is left out. */
  readonly ruleset?: string;
  readonly nodes: readonly string[];
  readonly traits: readonly string[];
}

/** Up to this many nodes each has a ruleset, and in larger clusters this many kinds of nodes. */
export const MOST_RULESETS = 10;

/** About how many bytes all rulesets may have together. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Chooses the nodes whose rulesets are written in a large cluster, where those of all nodes would fill a disk and say the same again and again.
 *
 * @param first a node whose ruleset is wanted in any case, and the size of its ruleset, which is about that of all others
 */
export function rulesetSample(cluster: ServedCluster, names: readonly string[], first: { name: string; bytes: number }): RulesetSample {
  const most = Math.max(1, Math.min(MOST_RULESETS, Math.floor(MOST_BYTES / first.bytes)));
  const isFirst = (nodes: readonly string[]) => nodes.includes(first.name);
  // The sort is stable: the kind of the first node comes first, the others stay in their order.
  const kinds = nodeKinds(cluster, names).sort((a, b) => Number(isFirst(b.nodes)) - Number(isFirst(a.nodes)));
  const standFor = kinds.map((kind, i): SampledKind => i >= most ? kind : { ...kind, ruleset: isFirst(kind.nodes) ? first.name : kind.nodes[0] });
  return { nodes: standFor.flatMap(({ ruleset }) => ruleset ?? []), standFor };
}
