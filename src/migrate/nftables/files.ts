import { behaviorFiles } from './behavior-page';
import { decisionsPage } from './decisions-page';
import { MigrationPlan } from './plan';
import { rulesetsPage } from './rulesets-page';
import { MigrationFile, textFile } from '../step';
import { runbook } from './runbook/runbook';

/**
 * The files of a migration, but for the reports of its findings. Rulesets are made one by one when their lines are asked for, in this order.
 *
 * @throws InputError where a ruleset can't be made
 */
export function* migrationFiles(plan: MigrationPlan): Generator<MigrationFile> {
  const { behavior, paths, steps, sample } = plan;
  yield textFile(paths.runbook, runbook(plan));
  if (plan.decisions.length > 0) yield textFile(paths.decisions, decisionsPage(plan));
  for (const { files } of steps) yield* files;
  if (behavior) yield* behaviorFiles(behavior, paths);
  if (sample.standFor) yield textFile(paths.rulesetsPage, rulesetsPage(sample.standFor, paths));
  for (const ruleset of plan.makeRulesets()) {
    yield { path: `${paths.rulesets}/${ruleset.nodeName}.nft`, content: () => ruleset._lines() };
  }
}
