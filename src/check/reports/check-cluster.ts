import { packageVersion } from './package-version';
import { Report } from './report';
import { InputError } from '../../base/errors';
import { calicoOf } from '../../cluster/inventory/calico';
import { ClusterInventory } from '../../cluster/inventory/cluster-inventory';
import { readFiles } from '../../input/read-files';
import { unknownReleaseNotice } from '../../programs/kube-proxy/releases';
import { isDay, noDay, today } from '../findings/day';
import { findingsOf } from '../findings/find';
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
  const context = new RuleContext(cluster, options.targetVersion);
  const unknownRelease = unknownReleaseNotice(context.targetMinor);
  const day = options.today ?? today();
  if (!isDay(day)) throw new InputError(`today: ${noDay(day)}`);
  const waivers = options.waiverFile === undefined ? [] : waiversOf(options.waiverFile);
  const { findings, waived, notices } = applyWaivers(findingsOf(cluster, options.targetVersion), waivers, day);
  return {
    report: { findings, waived, rules: RULES, mode: context.mode, targetVersion: context.targetVersion, toolVersion: packageVersion() },
    notices: [
      ...unknownRelease === undefined ? [] : [unknownRelease],
      ...notices,
      ...options.calicoVersion !== undefined && !calicoOf(cluster) ? [NO_CALICO] : [],
    ],
  };
}

function waiversOf(path: string): Waiver[] {
  const documents = [...readFiles([path])];
  if (documents.length > 1) throw new InputError(`${documents[1].source.toString()}: is a second document: expected one with waivers`);
  return readWaivers(documents[0].object, path, RULES.map(({ id }) => id));
}
