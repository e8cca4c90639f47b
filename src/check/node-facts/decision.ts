import { FactId } from '../../cluster/facts/fact-table';
import { NodeFacts } from '../../cluster/facts/node-facts';
import { Node } from '../../cluster/served/node';
import { FindingSeverity } from '../findings/finding';
import { Occurrence } from '../findings/rule';

/** What is asked of one node. */
export interface NodeQuestion<Context> {
  readonly facts: NodeFacts;
  readonly context: Context;
  /** What the rule has found in the objects; undefined where it has found nothing about the node, and the facts alone are asked. */
  readonly occurrence?: Occurrence;
  /** The Node object; undefined where the input has none. */
  readonly node?: Node;
}

/** What the facts of a node say: why it is concerned, that it is not (`false`), or nothing. */
export type NodeAnswer = string | false | undefined;

/** The decisions of a goal, by the ids of its rules. */
export type NodeDecisions<Context> = Readonly<Record<string, NodeDecision<Context>>>;

/** How the facts of nodes decide what the objects alone leave open. */
export interface NodeDecision<Context> {
  /** The facts that decide, for the docs. */
  readonly decidedBy: readonly FactId[];
  readonly decide: (question: NodeQuestion<Context>) => NodeAnswer;
  /** What of a rule the facts decide; by default all that it finds. */
  readonly isAbout?: (occurrence: Occurrence) => boolean;
  /** Set where the facts of a node may show what no object hints at. */
  readonly finds?: {
    readonly message: string;
    readonly severity?: FindingSeverity;
    /** Where nodes are asked at all; by default in any cluster. */
    readonly when?: (context: Context) => boolean;
  };
}
