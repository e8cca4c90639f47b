import { writeText } from './script-output';
import { InputError } from '../base/errors';
import { unknownRuleId } from '../check/findings/rule-id';
import { allRuleIds, goalById, goalsOf } from '../check/goals';
import { ruleList, ruleText } from '../check/reports/rule-text';

/** The options of `rules`. */
export interface RulesFlags {
  /** Default: all goals for an ID, and nftables for the list. */
  readonly goal?: string;
}

/** Carries out `rules`. */
export function rules(id: string | undefined, flags: RulesFlags): void {
  const goal = goalById(flags.goal ?? (id === undefined ? undefined : goalsOf(id)[0]));
  const all = goal.rules;
  const problem = id === undefined ? undefined : unknownRuleId(id, flags.goal === undefined ? allRuleIds() : all.map(rule => rule.id));
  if (problem !== undefined) throw new InputError(problem);
  const width = Math.min((process.stdout.isTTY && process.stdout.columns) || 100, 120);
  const one = all.find(rule => rule.id === id);
  writeText(undefined, `${(one ? ruleText(one, width) : ruleList(all)).join('\n')}\n`);
}
