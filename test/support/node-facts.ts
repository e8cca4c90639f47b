import { FactId, FactValues } from '../../src/cluster/facts/fact-table';
import { NodeFacts } from '../../src/cluster/facts/node-facts';
import { factsOfText } from '../../src/cluster/facts/read-facts';

export type GivenFacts = { readonly [Id in FactId]?: FactValues[Id] | { readonly unknown: string } };

/** A document as the probe prints it. */
export function factsDocument(node: string, facts: GivenFacts = {}, others: Readonly<Record<string, unknown>> = {}): string {
  const isUnknown = (value: unknown) => typeof value === 'object' && value !== null && 'unknown' in value;
  return JSON.stringify({
    kind: 'NodeFacts',
    version: 1,
    node,
    time: 1_790_000_000,
    asRoot: true,
    ...others,
    facts: Object.fromEntries(Object.entries(facts).map(([id, value]) => [id, isUnknown(value) ? value : { value, from: 'a test' }])),
  });
}

/** The facts of a node. */
export function nodeFacts(node: string, facts: GivenFacts = {}): NodeFacts {
  return factsOfText(factsDocument(node, facts), 'facts.json')[0];
}
