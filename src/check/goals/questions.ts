import { AMBIENT_QUESTIONS } from './ambient/questions';
import { CILIUM_QUESTIONS } from './cilium/questions';
import { GATEWAY_API_QUESTIONS } from './gateway-api/questions';
import { NFTABLES_QUESTIONS } from './nftables/questions';
import { GoalQuestions } from './question';

/*
 * What goals ask of the command line, apart from the goals themselves: the help of every command shows it, and does not have to wait
 * until all rules are loaded.
 */

/** Of all goals, the default first. */
export const GOAL_QUESTIONS: readonly GoalQuestions[] = [NFTABLES_QUESTIONS, GATEWAY_API_QUESTIONS, CILIUM_QUESTIONS, AMBIENT_QUESTIONS];

/** The values of `--goal`, the default first. */
export const GOAL_IDS: readonly string[] = GOAL_QUESTIONS.map(({ id }) => id);

/** The program of whose charts files without kinds of objects are values, with a goal. Default: the default goal. */
export function valuesOfGoal(goal = GOAL_IDS[0]): GoalQuestions['valuesOf'] {
  return GOAL_QUESTIONS.find(({ id }) => id === goal)?.valuesOf;
}
