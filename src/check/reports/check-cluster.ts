import { packageVersion } from './package-version';
import { Report } from './report';
import { InputError } from '../../base/errors';
import { calicoOf } from '../../cluster/inventory/calico';
import { ClusterInventory } from '../../cluster/inventory/cluster-inventory';
import { readFiles } from '../../input/read-files';
import { isDay, noDay, today } from '../findings/day';
import { applyRules } from '../findings/find';
import { readNodeFacts } from '../findings/read-node-facts';
import { RuleContext } from '../findings/rule-context';
import { applyWaivers, Waiver } from '../findings/waiver';
import { readWaivers } from '../findings/waiver-file';
import { RULES } from '../rules';

/** A report, and what to say of its waivers. */
export interface CheckedCluster {
  readonly report: Report;
  readonly notices: readonly string[];
}

/** How a cluster is checked. */
export interface CheckOptions {
  /** The version that kube-proxy will have, as in `1.36`. */
  readonly targetVersion: string;
  /** Calico's version, where the objects don't tell it. */
  readonly calicoVersion?: string;
  /** Files with what the probe has printed on the nodes. */
  readonly nodeFacts?: readonly string[];
  /** The path of a file of waivers. */
  readonly waiverFile?: string;
  /** The day for which waivers count, as YYYY-MM-DD. Default: today's in UTC. */
  readonly today?: string;
}

const NO_CALICO = 'the input shows no Calico: its version decides over nothing';

/**
 * Applies all rules, and then the waivers of a file.
 *
 * @throws InputError where a version is none, or the file of waivers can't be right
 */
export function checkCluster(cluster: ClusterInventory, options: CheckOptions): CheckedCluster {
  if (options.calicoVersion !== undefined) cluster.stateCalicoVersion(options.calicoVersion);
  if (options.nodeFacts !== undefined && options.nodeFacts.length > 0) cluster.stateNodeFacts(readNodeFacts(options.nodeFacts));
  const context = new RuleContext(cluster, options.targetVersion);
  const day = options.today ?? today();
  if (!isDay(day)) throw new InputError(`today: ${noDay(day)}`);
  const waivers = options.waiverFile === undefined ? [] : waiversOf(options.waiverFile);
  const { findings: found, cleared } = applyRules(cluster, options.targetVersion);
  const { findings, waived, notices } = applyWaivers(found, waivers, day);
  return {
    report: { findings, waived, rules: RULES, mode: context.mode, targetVersion: context.targetVersion, toolVersion: packageVersion() },
    notices: [...notices, ...nodeFactsNotices(context, cleared), ...options.calicoVersion !== undefined && !calicoOf(cluster) ? [NO_CALICO] : []],
  };
}

function waiversOf(path: string): Waiver[] {
  const documents = [...readFiles([path])];
  if (documents.length > 1) throw new InputError(`${documents[1].source.toString()}: is a second document: expected one with waivers`);
  return readWaivers(documents[0].object, path, RULES.map(({ id }) => id));
}

function nodeFactsNotices({ nodeFacts, cluster }: RuleContext, cleared: readonly string[]): string[] {
  if (!nodeFacts) return [];
  const known = new Set(cluster.nodes.map(node => nodeFacts.of(node)));
  const strange = cluster.nodes.length === 0 ? [] : nodeFacts.all.filter(facts => !known.has(facts));
  return [
    ...strange.map(({ node, source }) => `${source.toString()}: NodeFacts ${node}: no Node of this name or with its addresses is in the input`),
    ...cleared.length > 0 ? [`the node facts show no problem on any node for: ${cleared.join(', ')}`] : [],
  ];
}
