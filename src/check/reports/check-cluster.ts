import { packageVersion } from './package-version';
import { Report } from './report';
import { InputError } from '../../base/errors';
import { Cluster } from '../../cluster/cluster';
import { readFiles } from '../../input/read-files';
import { isDay, noDay, today } from '../findings/day';
import { readNodeFacts } from '../findings/read-node-facts';
import { applyWaivers, Waiver } from '../findings/waiver';
import { readWaivers } from '../findings/waiver-file';
import { goalById } from '../goals';
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
  /** Files with what the probe has printed on the nodes. */
  readonly nodeFacts?: readonly string[];
  /** The path of a file of waivers. */
  readonly waivers?: string;
  /** The day for which waivers count, as YYYY-MM-DD. Default: today's in UTC. */
  readonly today?: string;
}

/**
 * Applies all rules of the goal, and then the waivers of a file.
 *
 * @throws InputError where an answer is missing or wrong, or the file of waivers can't be right
 */
export function checkCluster(cluster: Cluster, options: CheckOptions): CheckedCluster {
  const goal = goalById(options.goal);
  if (options.nodeFacts !== undefined && options.nodeFacts.length > 0) cluster.stateNodeFacts(readNodeFacts(options.nodeFacts));
  const { findings: found, notices: goalNotices, ...assessment } = goal.assess(cluster, options, () => true);
  const day = options.today ?? today();
  if (!isDay(day)) throw new InputError(`today: ${noDay(day)}`);
  const waivers = options.waivers === undefined ? [] : waiversOf(options.waivers, goal.rules.map(({ id }) => id));
  const { findings, waived, notices } = applyWaivers(found, waivers, day);
  return {
    report: { ...assessment, goal: goal.id, size: { nodes: cluster.nodes.size, services: cluster.services.size }, findings, waived, rules: goal.rules, toolVersion: packageVersion() },
    notices: [...notices, ...cluster.kubeProxy.notes, ...goalNotices],
  };
}

function waiversOf(path: string, ruleIds: readonly string[]): Waiver[] {
  const documents = [...readFiles([path])];
  if (documents.length > 1) throw new InputError(`${documents[1].source.toString()}: is a second document: expected one with waivers`);
  return readWaivers(documents[0].object, path, ruleIds);
}
