import { checkAnswers, GoalFlags } from './goal-options';
import { checkWaiverFile } from './input-options';
import { readCluster } from './read-input';
import { writeText } from './script-output';
import { complain } from './terminal';
import { exitCodeOf, FailOn } from '../check/findings/exit-code';
import { valuesOfGoal } from '../check/goals/questions';
import { checkCluster } from '../check/reports/check-cluster';
import { ReportFormatName } from '../check/reports/format-names';
import { REPORT_FORMATS } from '../check/reports/formats';
import { StatedDistribution } from '../cluster/cluster-files';
import { checkStandardInput } from '../input/read-files';
import { checkPage } from '../report/check-page';
import { htmlPage } from '../report/html';

/** The options of `check`. */
export interface CheckFlags extends GoalFlags, StatedDistribution {
  readonly format: ReportFormatName | 'html';
  readonly failOn: FailOn;
  readonly apply?: string[];
  readonly includeRules?: string[];
  readonly excludeRules?: string[];
  readonly nodeFacts?: string[];
  readonly waivers?: string;
  readonly all?: boolean;
  readonly brief?: boolean;
  readonly output?: string;
  readonly quiet?: boolean;
}

/** Carries out `check`. */
export function check(files: string[], flags: CheckFlags): void {
  checkAnswers(flags);
  const inputs = [...files, ...flags.apply ?? [], ...flags.nodeFacts ?? []];
  checkStandardInput(inputs);
  checkWaiverFile(flags.waivers, inputs);
  const cluster = readCluster(files, flags.apply, { ...flags, valuesOf: valuesOfGoal(flags.goal) });
  const { report, notices } = checkCluster(cluster, flags);
  if (!flags.quiet) for (const notice of notices) complain('note', notice);
  const isTerminal = flags.output === undefined && process.stdout.isTTY;
  // Some terminals say that they have no columns at all.
  const width = isTerminal ? Math.min(process.stdout.columns || 100, 120) : undefined;
  const options = { all: flags.all, brief: flags.brief, color: isTerminal && !process.env.NO_COLOR, width };
  writeText(flags.output, flags.format === 'html' ? htmlPage(checkPage(cluster, report)) : REPORT_FORMATS[flags.format](report, options));
  process.exitCode = exitCodeOf(report.findings, flags.failOn);
}
