import { nodeKinds } from './node-kinds';
import { ClusterState } from '../cluster/served/cluster-state';

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
const MOST_RULESETS = 10;

/** About how many bytes all rulesets may have together. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Chooses the nodes whose rulesets are written. In large clusters the rulesets of all nodes would fill a disk and say the same again and again.
 *
 * @param first a node whose ruleset is wanted in any case
 */
export function rulesetSample(cluster: ClusterState, names: readonly string[], first: string | undefined): RulesetSample {
  const most = Math.max(1, Math.min(MOST_RULESETS, Math.floor(MOST_BYTES / rulesetBytes(cluster))));
  if (names.length <= most) return { nodes: names };
  const isFirst = (nodes: readonly string[]) => first !== undefined && nodes.includes(first);
  // The sort is stable: the kind of the first node comes first, the others stay in their order.
  const kinds = nodeKinds(cluster, names).sort((a, b) => Number(isFirst(b.nodes)) - Number(isFirst(a.nodes)));
  const standFor = kinds.map((kind, i): SampledKind => ({ ...kind, ...i < most && { ruleset: isFirst(kind.nodes) ? first : kind.nodes[0] } }));
  return { nodes: standFor.flatMap(({ ruleset }) => ruleset ?? []), standFor };
}

/** About how long a ruleset is: a port of a Service has rules and elements of its own, and so has each of its endpoints. Measured on generated rulesets. */
export function rulesetBytes(cluster: ClusterState): number {
  const [ofTable, ofPort, ofEndpoint] = [10_000, 1_500, 900];
  let bytes = ofTable;
  for (const service of cluster.services.values()) bytes += ofPort * service.ports.length;
  for (const slices of cluster.endpointSlices.values()) {
    for (const { ports } of slices) for (const { endpoints } of ports) bytes += ofEndpoint * endpoints.length;
  }
  return bytes;
}
