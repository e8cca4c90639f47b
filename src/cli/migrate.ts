import { join } from 'node:path';
import { checkAnswers, GoalFlags } from './goal-options';
import { checkWaiverFile } from './input-options';
import { checkFolder, OutputFile, writeFolder } from './output-folder';
import { readCluster } from './read-input';
import { writeText } from './script-output';
import { complain, Progress } from './terminal';
import { valuesOfGoal } from '../check/goals/questions';
import { summaryLine } from '../check/reports/report';
import { StatedDistribution } from '../cluster/cluster-files';
import { checkStandardInput } from '../input/read-files';
import { FINDINGS, isMigrationFile, MIGRATION_GOALS, PAGE } from '../migrate/goals';
import { folderFiles } from '../migrate/goals/folder';
import { Migration } from '../migrate/goals/migration-goal';
import { MigrationAnswers } from '../migrate/goals/question';
import { htmlPage } from '../report/html';
import { isShownFile, migrationPage, WrittenFolder } from '../report/migration-page';
import { QuestionObjects } from '../report/question';

/** The options of `migrate`. */
export interface MigrateFlags extends GoalFlags, Omit<MigrationAnswers, keyof GoalFlags>, StatedDistribution {
  readonly out: string;
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
  const objects = new QuestionObjects();
  const cluster = readCluster(files, [], { ...flags, valuesOf: valuesOfGoal(flags.goal) }, objects.watch);
  const migration = MIGRATION_GOALS.find(({ id }) => id === flags.goal)!.plan(cluster, flags);
  const question = migration.packets && objects.question(cluster, migration.packets);
  const page = (folder: WrittenFolder): string => htmlPage(migrationPage(cluster, migration, folder, question));
  const paths = writeFolder(flags.out, allFiles(migration, page), flags.force ?? false, isMigrationFile);
  process.exitCode = migration.exitCode ?? 0;
  if (flags.quiet) return;
  for (const notice of migration.notices) complain('note', notice);
  writeText(undefined, [
    `${flags.out}: ${paths.length} files written; start with ${join(flags.out, migration.startWith)}`,
    `${summaryLine(migration.report)}: ${join(flags.out, FINDINGS.markdown)}`,
    `to look at in a browser: ${join(flags.out, PAGE)}`,
  ].join('\n'));
}

function* allFiles(migration: Migration, page: (folder: WrittenFolder) => string): Generator<OutputFile> {
  const paths: string[] = [];
  const pages: { path: string; text: string }[] = [];
  const { slow } = migration;
  const progress = new Progress(slow?.task ?? '');
  let done = 0;
  for (const file of folderFiles(migration)) {
    yield file;
    paths.push(file.path);
    if (isShownFile(file.path, migration) && typeof file.content === 'string') pages.push({ path: file.path, text: file.content });
    if (slow && file.path.startsWith(`${slow.folder}/`)) progress.update(++done, slow.total);
  }
  progress.end();
  yield { path: PAGE, content: page({ paths, pages }) };
}
