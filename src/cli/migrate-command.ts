import { Command, Option } from 'commander';
import { migrate } from './actions';
import { addDistributionOptions, addOutputFolder } from './common-options';
import { addGoalOptions, refuseOptionsOfOtherGoals } from './goal-options';
import { collectFile, FILES_HELP, HELP_HINT, NODE_FACTS_HELP, nonEmptyList } from './input-options';
import { MigrateFlags } from './migrate';
import { MigrationOption } from '../migrate/goals/question';
import { MIGRATION_QUESTIONS } from '../migrate/goals/questions';

const DESCRIPTION = [
  'Write everything that a cluster needs to get what the goal brings into a folder: what to apply, the findings, and pages that show the way.',
  ...MIGRATION_QUESTIONS.flatMap(({ description }) => description),
  'FILE holds the objects of the cluster as kubectl get -o yaml prints them. Nothing is changed in any cluster, and no folder is written where '
  + 'something is wrong.',
].join('\n\n');

const EXAMPLES = ['', 'Examples:', ...MIGRATION_QUESTIONS.flatMap(({ examples }) => examples)
  .flatMap(([title, ...lines], index) => [...index > 0 ? [''] : [], `  ${title}`, ...lines.map(line => `    ${line}`)])].join('\n');

/** The command `migrate`. */
export function migrateCommand(): Command {
  const command = addGoalOptions(new Command('migrate'), MIGRATION_QUESTIONS.map(({ goal }) => goal))
    .summary('write what a cluster needs for its migration into a folder')
    .description(DESCRIPTION)
    .argument('<FILE...>', FILES_HELP);
  addOutputFolder(command, 'the folder, which must be empty or not exist yet', 'migration');
  for (const option of optionsOfGoals()) command.addOption(option);
  addDistributionOptions(command);
  return command
    .option('--node-facts <FILE>', NODE_FACTS_HELP, collectFile)
    .option('--waivers <FILE>', 'a file with findings that are accepted for a stated reason until a given date')
    .option('--force', 'replace the files of an earlier run, and remove those that this one does not write')
    .option('-q, --quiet', 'print neither notes nor what was written')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action((files: string[], flags: MigrateFlags) => {
      refuseOptionsOfOtherGoals(command, flags.goal, MIGRATION_QUESTIONS);
      migrate(files, flags);
    });
}

/** Migrations that ask the same share the option. */
function optionsOfGoals(): Option[] {
  const options = new Map(MIGRATION_QUESTIONS.flatMap(({ options: own }) => own.map(option => [option.flags, option] as const)));
  return [...options.values()].map(optionOf);
}

function optionOf({ flags, description, isList, choices, byDefault, conflictsWith }: MigrationOption): Option {
  const option = new Option(flags, description);
  if (isList) option.argParser(nonEmptyList);
  if (choices) option.choices(choices);
  if (byDefault !== undefined) option.default(byDefault);
  if (conflictsWith) option.conflicts(conflictsWith);
  return option;
}
