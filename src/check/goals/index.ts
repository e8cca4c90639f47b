import { AMBIENT } from './ambient';
import { CILIUM } from './cilium';
import { GATEWAY_API } from './gateway-api';
import { Goal } from './goal';
import { NFTABLES } from './nftables';
import { GOAL_IDS } from './questions';
import { InputError, quoted } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';
import { alternatives } from '../../base/text/words';

/** All goals, in the order of what they ask. */
export const GOALS: readonly Goal[] = [NFTABLES, GATEWAY_API, CILIUM, AMBIENT];

/** @throws InputError where no goal has the id */
export function goalById(id: string = GOAL_IDS[0]): Goal {
  const goal = GOALS.find(candidate => candidate.id === id);
  if (!goal) throw new InputError(`goal: ${quoted(id)} is not a goal; expected ${alternatives(GOAL_IDS)}${didYouMean(id, GOAL_IDS)}`);
  return goal;
}

/** The ids of the rules of all goals: files of waivers and annotations may be for several. */
export function allRuleIds(): readonly string[] {
  return [...new Set(GOALS.flatMap(({ rules }) => rules.map(({ id }) => id)))];
}

/** The ids of the goals that have a rule. */
export function goalsOf(ruleId: string): string[] {
  return GOALS.filter(({ rules }) => rules.some(({ id }) => id === ruleId)).map(({ id }) => id);
}
