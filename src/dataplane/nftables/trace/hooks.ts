import { HookedChain, Walk } from './walk';
import { Hook, Table } from '../model/table';

/** The kernel gives a new connection its destination at the first of these hooks and its source at the others. */
export function isSettled(walk: Walk): boolean {
  return walk.hook === 'prerouting' || walk.hook === 'output' ? walk.destinationIsSettled : walk.sourceIsSettled;
}

/** Where no rule has translated the connection it is settled as it is. */
export function settle(walk: Walk): void {
  if (walk.hook === 'prerouting' || walk.hook === 'output') walk.destinationIsSettled = true;
  else if (walk.hook !== 'forward') walk.sourceIsSettled = true;
}

/** The base chains of each hook, in the order of their priorities; those of a dormant table hook into nothing. */
export function hooksOf(table: Table): Record<Hook, HookedChain[]> {
  const hooks: Record<Hook, HookedChain[]> = { prerouting: [], input: [], forward: [], output: [], postrouting: [] };
  if (table.isDormant) return hooks;
  for (const chain of table.chains.values()) if (chain.base) hooks[chain.base.hook].push(chain as HookedChain);
  for (const chains of Object.values(hooks)) chains.sort((a, b) => a.base.priority - b.base.priority);
  return hooks;
}
