import { checkAnswers, GoalFlags } from './goal-options';
import { checkWaiverFile } from './input-options';
import { readWithProgress } from './read-input';
import { writeText } from './script-output';
import { complain } from './terminal';
import { exitCodeOf, FailOn } from '../check/findings/exit-code';
import { checkCluster } from '../check/reports/check-cluster';
import { ReportFormatName } from '../check/reports/format-names';
import { REPORT_FORMATS } from '../check/reports/formats';
import { ClusterInventory } from '../cluster/inventory/cluster-inventory';
import { plannedCluster } from '../cluster/inventory/planned-cluster';
import { checkStandardInput } from '../input/read-files';

/** The options of `check`. */
export interface CheckFlags extends GoalFlags {
  readonly format: ReportFormatName;
  readonly failOn: FailOn;
  readonly apply?: string[];
  readonly waivers?: string;
  readonly all?: boolean;
  readonly output?: string;
  readonly quiet?: boolean;
}

/** Carries out `check`. */
export function check(files: string[], flags: CheckFlags): void {
  checkAnswers(flags);
  checkStandardInput([...files, ...flags.apply ?? []]);
  checkWaiverFile(flags.waivers, [...files, ...flags.apply ?? []]);
  const cluster = clusterOf(files, flags.apply ?? []);
  const { report, notices } = checkCluster(cluster, { ...flags, waiverFile: flags.waivers });
  if (!flags.quiet) for (const notice of notices) complain('note', notice);
  const isTerminal = flags.output === undefined && process.stdout.isTTY;
  const width = isTerminal ? Math.min(process.stdout.columns, 120) : undefined;
  const options = { all: flags.all, colour: isTerminal && !process.env.NO_COLOR, width };
  writeText(flags.output, REPORT_FORMATS[flags.format](report, options));
  process.exitCode = exitCodeOf(report.findings, flags.failOn);
}

function clusterOf(files: readonly string[], applied: readonly string[]): ClusterInventory {
  if (applied.length > 0) return plannedCluster([...readWithProgress(applied)], [...readWithProgress(files)]);
  const cluster = new ClusterInventory();
  for (const { object, source } of readWithProgress(files)) cluster.add(object, source);
  return cluster;
}
