import { packageVersion } from './package-version';
import { ClusterInventory } from '../cluster/cluster-inventory';
import { findingsOf } from '../findings/find';
import { RuleContext } from '../findings/rule-context';
import { RULES } from '../findings/rules';
import { applyWaivers, Waiver } from '../findings/waiver';
import { readWaivers } from '../findings/waiver-file';
import { readFiles } from '../input/read-files';
import { Report } from '../reports/report';
import { InputError } from '../ruleset/errors';

/** A report, and what to say of its waivers. */
export interface CheckedCluster {
  readonly report: Report;
  readonly notices: readonly string[];
}

/** Applies all rules, and then the waivers of a file. */
export function checkCluster(cluster: ClusterInventory, targetVersion: string, waiverFile: string | undefined): CheckedCluster {
  const context = new RuleContext(cluster, targetVersion);
  const waivers = waiverFile === undefined ? [] : waiversOf(waiverFile);
  const today = new Date().toISOString().slice(0, 10);
  const { findings, waived, notices } = applyWaivers(findingsOf(cluster, targetVersion), waivers, today);
  return {
    report: { findings, waived, rules: RULES, mode: context.mode, targetVersion: context.targetVersion, toolVersion: packageVersion() },
    notices,
  };
}

function waiversOf(path: string): Waiver[] {
  const documents = [...readFiles([path])];
  if (documents.length > 1) throw new InputError(`${documents[1].source.toString()}: is a second document: expected one with waivers`);
  return readWaivers(documents[0].object, path, RULES.map(({ id }) => id));
}
