import { Surroundings } from './surroundings';
import { HookedChain } from '../../cluster/facts/fact-table';
import { NodeFacts } from '../../cluster/facts/node-facts';

/** Whether a chain lets everything pass, whatever comes to it. */
function letsAllPass({ policy, drops, lastRule }: HookedChain): boolean {
  return policy === 'accept' && drops === 0 && lastRule !== 'drop' && lastRule !== 'reject';
}

/** Whether a chain drops everything that is not for the node: nothing in it accepts anything, and nothing leads elsewhere. */
function dropsAll({ policy, lastRule, accepts, jumps }: HookedChain): boolean {
  return accepts === 0 && jumps.length === 0 && (policy === 'drop' || lastRule === 'drop' || lastRule === 'reject');
}

/**
 * What the facts of a node say about its surroundings. What they leave open stays unknown: chains that drop some packets and accept
 * others depend on the packet. The modes of other nodes are not taken from facts: a comparison is about all nodes changing.
 */
export function surroundingsOfFacts(facts: NodeFacts | undefined): Surroundings {
  const forward = facts?.hooks('forward');
  const input = facts?.hooks('input');
  return {
    ...forward?.every(letsAllPass) && { forwardPolicy: 'accept' },
    ...forward?.some(dropsAll) && { forwardPolicy: 'drop' },
    ...input?.every(letsAllPass) && { hostRules: [] },
  };
}
