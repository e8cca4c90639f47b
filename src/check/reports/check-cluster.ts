import { packageVersion } from './package-version';
import { Report } from './report';
import { InputError, quoted } from '../../base/errors';
import { Cluster } from '../../cluster/cluster';
import { readNodeFacts } from '../../cluster/facts/read-node-facts';
import { readFiles } from '../../input/read-files';
import { CustomRules, customFindings, describeCustomRules } from '../custom/custom-rules';
import { isDay, noDay, today } from '../findings/day';
import { ignoredFindings } from '../findings/ignored';
import { compareFindings } from '../findings/rule';
import { unknownRuleId } from '../findings/rule-id';
import { applyWaivers, Waiver } from '../findings/waiver';
import { readWaivers } from '../findings/waiver-file';
import { allRuleIds, goalById, goalsOf } from '../goals';
import { GoalAnswers } from '../goals/question';

/** A report, and what to say of its waivers. */
export interface CheckedCluster {
  readonly report: Report;
  readonly notices: readonly string[];
}

/** How a cluster is checked: for a goal, with the answers to what it asks. */
export interface CheckOptions extends GoalAnswers {
  /** The id of the goal. Default: nftables. */
  readonly goal?: string;
  /** The ids of the rules to apply. Default: all rules of the goal. */
  readonly includeRules?: readonly string[];
  /** The ids of rules not to apply. Default: none. */
  readonly excludeRules?: readonly string[];
  /** Files with what the probe has printed on the nodes. */
  readonly nodeFacts?: readonly string[];
  /** The path of a file of waivers. */
  readonly waivers?: string;
  /** The day for which waivers count, as YYYY-MM-DD. Default: today's in UTC. */
  readonly today?: string;
}

const NO_RULES: CustomRules = { rules: [], objects: [] };

/**
 * Applies the rules of the goal and those of users, and then the waivers of a file.
 *
 * @throws InputError where an answer is missing or wrong, or the file of waivers can't be right
 */
export function checkCluster(cluster: Cluster, options: CheckOptions, custom: CustomRules = NO_RULES): CheckedCluster {
  const goal = goalById(options.goal);
  if (options.nodeFacts !== undefined && options.nodeFacts.length > 0) cluster.stateNodeFacts(readNodeFacts(options.nodeFacts));
  const customRules = describeCustomRules(custom, goal.rules.map(({ id }) => id));
  const rules = [...goal.rules, ...customRules];
  const ruleIds = rules.map(({ id }) => id);
  const isSelected = selection(options, ruleIds);
  const { findings: ofGoal, applied, notices: goalNotices, ...assessment } = goal.assess(cluster, options, isSelected);
  const selectedRules = customRules.filter(({ id }) => isSelected(id));
  const found = [...ofGoal, ...customFindings(selectedRules, custom)].sort(compareFindings);
  const day = options.today ?? today();
  if (!isDay(day)) throw new InputError(`today: ${noDay(day)}`);
  // Files and annotations may waive findings of other goals, too.
  const known = [...new Set([...ruleIds, ...allRuleIds()])];
  const ignored = ignoredFindings(cluster.ignoring, known);
  const waivers = [...options.waivers === undefined ? [] : waiversOf(options.waivers, known), ...ignored.waivers]
    .filter(({ rule }) => ruleIds.includes(rule));
  const solvedFindings = assessment.solved.map(({ finding }) => finding);
  const { findings, waived, notices } = applyWaivers(found, waivers.filter(({ rule }) => isSelected(rule)), day, solvedFindings);
  return {
    report: {
      ...assessment,
      goal: goal.id,
      size: { nodes: cluster.nodes.size, services: cluster.services.size },
      findings,
      waived,
      rules,
      applied: new Set([...applied, ...selectedRules.map(({ id }) => id)]),
      toolVersion: packageVersion(),
    },
    notices: [...notices, ...ignored.notices, ...cluster.kubeProxy.notes, ...goalNotices],
  };
}

/** Which rules are wanted: one that is both included and excluded is not. */
function selection({ includeRules, excludeRules = [] }: CheckOptions, ruleIds: readonly string[]): (ruleId: string) => boolean {
  for (const [field, ids] of [['includeRules', includeRules ?? []], ['excludeRules', excludeRules]] as const) {
    const problem = ids.map(id => unknownRuleId(id, ruleIds)).find(message => message !== undefined);
    const elsewhere = problem === undefined ? undefined : ids.find(id => !ruleIds.includes(id) && allRuleIds().includes(id));
    if (elsewhere !== undefined) throw new InputError(`${field}: ${quoted(elsewhere)} is a rule of another goal (--goal ${goalsOf(elsewhere).join(', ')}); expected rules of this one`);
    if (problem !== undefined) throw new InputError(`${field}: ${problem}`);
  }
  return id => (includeRules?.includes(id) ?? true) && !excludeRules.includes(id);
}

/** The waivers of a file. */
export function waiversOf(path: string, ruleIds: readonly string[]): Waiver[] {
  const documents = [...readFiles([path])];
  if (documents.length > 1) throw new InputError(`${documents[1].source.toString()}: is a second document: expected one with waivers`);
  return readWaivers(documents[0].object, path, ruleIds);
}
