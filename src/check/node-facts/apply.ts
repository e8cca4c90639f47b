import { NodeAnswer, NodeDecision, NodeDecisions } from './decision';
import { Cluster } from '../../cluster/cluster';
import { NodeFacts } from '../../cluster/facts/node-facts';
import { ObjectReference } from '../../cluster/inventory/object-reference';
import { Node } from '../../cluster/served/node';
import { FindingConfidence } from '../findings/finding';
import { linuxNodes } from '../findings/nodes';
import { ConcernedObject, Occurrence, Rule } from '../findings/rule';

/** What rules look at, whatever their goal is. */
export interface ClusterContext {
  readonly cluster: Cluster;
}

/** A node, and its facts where there are any. */
interface ProbedNode {
  readonly object: ObjectReference;
  readonly node?: Node;
  readonly facts?: NodeFacts;
}

/** What a rule has found, and whether facts showed that something it asks for is on no node. */
export interface Applied {
  readonly occurrences: readonly Occurrence[];
  readonly cleared: boolean;
}

/**
 * What a rule finds in the objects, decided node by node where facts of nodes were given: nodes that are concerned are named with what
 * shows it, and those of which the facts say nothing with the reason; nodes that are not concerned are left out.
 */
export function applyWithFacts<Context extends ClusterContext>(rule: Rule<Context>, context: Context, decisions: NodeDecisions<Context>): Applied {
  const found = [...rule.check(context)];
  const decision = Object.hasOwn(decisions, rule.id) ? decisions[rule.id] : undefined;
  if (!decision || !context.cluster.nodeFacts) return { occurrences: found, cleared: false };
  const nodes = probedNodes(context);
  const occurrences: Occurrence[] = [];
  let cleared = false;
  const named = new Set<string>();
  for (const occurrence of found) {
    const own = occurrence.objects.flatMap(({ object }) => object.kind === 'Node' ? [object.name] : []);
    for (const name of own) named.add(name);
    if ((occurrence.confidence ?? rule.confidence) !== FindingConfidence.NEEDS_NODE_CHECK || decision.isAbout?.(occurrence) === false) {
      occurrences.push(occurrence);
      continue;
    }
    const asked = own.length > 0 ? nodes.filter(({ object }) => own.includes(object.name)) : nodes;
    if (own.length === 0) for (const { object } of asked) named.add(object.name);
    const decided = asked.length > 0 ? decidedOccurrences(occurrence, asked, decision, context) : [occurrence];
    cleared ||= decided.length === 0;
    occurrences.push(...decided);
  }
  return { occurrences: [...occurrences, ...foundByFacts(nodes.filter(({ object }) => !named.has(object.name)), decision, context)], cleared };
}

/** The Nodes of the input that run Linux; without any, the nodes that were probed. */
function probedNodes(context: ClusterContext): ProbedNode[] {
  const { nodeFacts } = context.cluster;
  if (context.cluster.nodes.size === 0) {
    return nodeFacts!.all.map(facts => ({ object: { kind: 'Node', name: facts.node }, facts }));
  }
  return linuxNodes(context).map(node => ({ object: node, node, facts: nodeFacts!.of(node) }));
}

function decidedOccurrences<Context>(
  occurrence: Occurrence, nodes: readonly ProbedNode[], decision: NodeDecision<Context>, context: Context,
): Occurrence[] {
  const others = occurrence.objects.filter(({ object }) => object.kind !== 'Node');
  const concerned: ConcernedObject[] = [];
  const open: ConcernedObject[] = [];
  for (const { object, node, facts } of nodes) {
    const answer: NodeAnswer = facts && decision.decide({ facts, context, occurrence, node });
    if (answer === undefined) open.push({ object, detail: `not decided: ${facts ? whyOpen(facts, decision) : 'no facts of this node were given'}` });
    else if (answer !== false) concerned.push({ object, detail: answer });
  }
  return [
    ...concerned.length > 0 ? [{ ...occurrence, confidence: FindingConfidence.NODE_FACTS, objects: [...concerned, ...others] }] : [],
    ...open.length > 0 ? [{ ...occurrence, objects: [...open, ...others] }] : [],
  ];
}

function whyOpen<Context>(facts: NodeFacts, { decidedBy }: NodeDecision<Context>): string {
  const id = decidedBy.find(fact => facts.whyUnknown(fact) !== undefined);
  return id === undefined ? 'its facts do not prove it' : `${id} is unknown (${facts.whyUnknown(id)})`;
}

function foundByFacts<Context>(nodes: readonly ProbedNode[], decision: NodeDecision<Context>, context: Context): Occurrence[] {
  const { finds } = decision;
  if (!finds || finds.when?.(context) === false) return [];
  const objects = nodes.flatMap(({ object, node, facts }) => {
    const answer = facts && decision.decide({ facts, context, node });
    return typeof answer === 'string' ? [{ object, detail: answer }] : [];
  });
  return objects.length === 0 ? [] : [{ message: finds.message, severity: finds.severity, objects, confidence: FindingConfidence.NODE_FACTS }];
}

/** What a user has to know of the facts beside what was found. */
export function nodeFactsNotices({ nodeFacts, nodes }: Cluster, cleared: readonly string[]): string[] {
  if (!nodeFacts) return [];
  const known = new Set([...nodes.values()].map(node => nodeFacts.of(node)));
  const strange = nodes.size === 0 ? [] : nodeFacts.all.filter(facts => !known.has(facts));
  return [
    ...strange.map(({ node, source }) => `${source.toString()}: NodeFacts ${node}: no Node of this name or with its addresses is in the input`),
    ...cleared.length > 0 ? [`node facts show no problem on any node for: ${cleared.join(', ')}`] : [],
  ];
}
