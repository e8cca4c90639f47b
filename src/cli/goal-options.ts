import { Command, Option } from 'commander';
import { InputError } from '../base/errors';
import { GoalAnswers, GoalOption, GoalQuestions } from '../check/goals/question';
import { GOAL_QUESTIONS } from '../check/goals/questions';

/** What the options of goals say. */
export interface GoalFlags extends GoalAnswers {
  readonly goal: string;
}

/** Adds `--goal`, and what the goals ask. What all of them require is required of the command, too. */
export function addGoalOptions(command: Command, goals: readonly GoalQuestions[] = GOAL_QUESTIONS): Command {
  const ids = goals.map(({ id }) => id);
  const titles = goals.map(({ id, title }) => `${id}: ${title}`).join('; ');
  command.addOption(new Option('--goal <GOAL>', `what the cluster is to get (${titles})`).choices(ids).default(ids[0]));
  const options = new Map(goals.flatMap(goal => goal.options.map(option => [option.name, option] as const)));
  for (const option of options.values()) {
    const isRequired = goals.every(goal => goal.options.some(({ name, isRequired: required }) => name === option.name && required));
    command.addOption(new Option(option.flags, option.description).makeOptionMandatory(isRequired));
  }
  return command;
}

/** @throws InputError where the goal requires what is not there, or does not ask for what is */
export function checkAnswers(flags: GoalFlags): void {
  const { options } = GOAL_QUESTIONS.find(({ id }) => id === flags.goal)!;
  const given = (name: GoalOption['name']): boolean => flags[name] !== undefined;
  const missing = options.find(({ name, isRequired }) => isRequired && !given(name));
  if (missing) throw new InputError(`--goal ${flags.goal}: ${missing.flags} is missing; expected ${missing.description}`);
  const foreign = GOAL_QUESTIONS.flatMap(goal => goal.options).find(({ name }) => given(name) && options.every(own => own.name !== name));
  if (foreign) throw new InputError(`--goal ${flags.goal}: ${foreign.flags} has no effect; leave it out`);
}

/** What goals ask of one command alone. */
interface OwnOptions {
  readonly goal: GoalQuestions;
  readonly options: readonly { readonly name: string; readonly flags: string }[];
}

/** @throws InputError where an option was given that only other goals ask for */
export function refuseOptionsOfOtherGoals(command: Command, goal: string, goals: readonly OwnOptions[]): void {
  const own = goals.find(candidate => candidate.goal.id === goal)!.options;
  const foreign = goals.flatMap(({ options }) => options)
    .find(({ name }) => command.getOptionValueSource(name) === 'cli' && own.every(option => option.name !== name));
  if (foreign) throw new InputError(`--goal ${goal}: ${foreign.flags} has no effect; leave it out`);
}
