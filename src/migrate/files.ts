import { decisionsPage } from './decisions-page';
import { MigrationPlan } from './plan';
import { rulesetsPage } from './rulesets-page';
import { runbook } from './runbook/runbook';
import { MigrationFile, textFile } from './step';

/**
 * The files of a migration, but for the reports of its findings. Rulesets are made one by one when their lines are asked for, in this order.
 *
 * @throws InputError where a ruleset can't be made
 */
export function* migrationFiles(plan: MigrationPlan): Generator<MigrationFile> {
  const { paths, steps, sample } = plan;
  yield textFile(paths.runbook, runbook(plan));
  yield textFile(paths.decisions, decisionsPage(plan));
  for (const { files } of steps) yield* files;
  if (sample.standFor) yield textFile(paths.rulesetsPage, rulesetsPage(sample.standFor, paths));
  for (const ruleset of plan.makeRulesets()) {
    yield { path: `${paths.rulesets}/${ruleset.nodeName}.nft`, content: () => ruleset._lines() };
  }
}
