import { checkWaiverFile } from './input-options';
import { readWithProgress } from './read-input';
import { writeText } from './script-output';
import { complain } from './terminal';
import { ClusterInventory } from '../cluster/cluster-inventory';
import { exitCodeOf, FailOn } from '../findings/exit-code';
import { checkCluster } from '../reports/check-cluster';
import { ReportFormatName } from '../reports/format-names';
import { REPORT_FORMATS } from '../reports/formats';

/** The options of `check`. */
export interface CheckFlags {
  readonly targetVersion: string;
  readonly format: ReportFormatName;
  readonly failOn: FailOn;
  readonly calicoVersion?: string;
  readonly waivers?: string;
  readonly all?: boolean;
  readonly output?: string;
  readonly quiet?: boolean;
}

/** Carries out `check`. */
export function check(files: string[], flags: CheckFlags): void {
  checkWaiverFile(flags.waivers, files);
  const cluster = new ClusterInventory();
  for (const { object, source } of readWithProgress(files)) cluster.add(object, source);
  const { report, notices } = checkCluster(cluster, {
    targetVersion: flags.targetVersion, waiverFile: flags.waivers, calicoVersion: flags.calicoVersion,
  });
  if (!flags.quiet) for (const notice of notices) complain('note', notice);
  const isTerminal = flags.output === undefined && process.stdout.isTTY;
  const width = isTerminal ? Math.min(process.stdout.columns, 120) : undefined;
  const options = { all: flags.all, colour: isTerminal && !process.env.NO_COLOR, width };
  writeText(flags.output, REPORT_FORMATS[flags.format](report, options));
  process.exitCode = exitCodeOf(report.findings, flags.failOn);
}
