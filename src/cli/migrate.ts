import { join } from 'node:path';
import { checkAnswers, GoalFlags } from './goal-options';
import { checkWaiverFile } from './input-options';
import { checkFolder, OutputFile, writeFolder } from './output-folder';
import { readCluster } from './read-input';
import { writeText } from './script-output';
import { complain, Progress } from './terminal';
import { checkCluster } from '../check/reports/check-cluster';
import { jsonReport } from '../check/reports/json';
import { markdownReport } from '../check/reports/markdown';
import { Report, summaryLine } from '../check/reports/report';
import { checkStandardInput } from '../input/read-files';
import { migrationFiles } from '../migrate/files';
import { isMigrationFile, PATHS } from '../migrate/paths';
import { MigrationPlan, planMigration } from '../migrate/plan';
import { planConfiguration } from '../migrate/planned-configuration';

/** The options of `migrate`. */
export interface MigrateFlags extends GoalFlags {
  /** Every goal that can migrate asks for it. */
  readonly targetVersion: string;
  readonly out: string;
  readonly node?: string[];
  readonly canary?: string[];
  readonly nodePortAddresses?: string[];
  readonly rulesets: 'sample' | 'all' | false;
  readonly nodeFacts?: string[];
  readonly waivers?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Carries out `migrate`. */
export function migrate(files: string[], flags: MigrateFlags): void {
  checkAnswers(flags);
  const inputs = [...files, ...flags.nodeFacts ?? []];
  checkStandardInput(inputs);
  checkWaiverFile(flags.waivers, inputs);
  checkFolder(flags.out, flags.force ?? false);
  const cluster = readCluster(files);
  planConfiguration(cluster, { kubernetesMinor: flags.targetVersion, nodePortAddresses: flags.nodePortAddresses }, PATHS.configMap);
  const { report, notices } = checkCluster(cluster, flags);
  const plan = planMigration(cluster, report, {
    targetVersion: flags.targetVersion,
    nodePortAddresses: flags.nodePortAddresses,
    canaryNodes: flags.canary,
    rulesetNodes: flags.rulesets ? flags.node : [],
    allRulesets: flags.rulesets === 'all',
  });
  const paths = writeFolder(flags.out, allFiles(plan, report), flags.force ?? false, isMigrationFile);
  if (flags.quiet) return;
  for (const notice of [...notices, ...plan.notices, ...plan.rulesetNotice === undefined ? [] : [plan.rulesetNotice]]) complain('note', notice);
  writeText(undefined, [
    `${flags.out}: ${paths.length} files written; start with ${join(flags.out, PATHS.runbook)}`,
    `${summaryLine(report)}: ${join(flags.out, PATHS.findings)}`,
  ].join('\n'));
}

function* allFiles(plan: MigrationPlan, report: Report): Generator<OutputFile> {
  yield { path: PATHS.findings, content: markdownReport(report, { all: true }) };
  yield { path: PATHS.findingsJson, content: jsonReport(report) };
  const progress = new Progress('writing rulesets');
  const total = plan.sample.nodes.length;
  let done = 0;
  for (const file of migrationFiles(plan)) {
    yield file;
    if (file.path.startsWith(PATHS.rulesets)) progress.update(++done, total);
  }
  progress.end();
}
