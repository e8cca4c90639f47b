import { Command, Option } from 'commander';
import { DISTRIBUTION_IDS } from '../programs/distributions/ids';

/** Adds `-o`, `--out` for a file, as `output`. */
export function addOutputFile(command: Command, description: string): Command {
  const option = new Option('-o, --out <FILE>', description);
  option.attributeName = () => 'output';
  return command.addOption(option);
}

/** Adds `-o`, `--out` for a folder, as `out`. */
export function addOutputFolder(command: Command, description: string, byDefault: string): Command {
  return command.addOption(new Option('-o, --out <FOLDER>', description).default(byDefault));
}

/** Adds the options that say whose cluster it is. */
export function addDistributionOptions(command: Command): Command {
  return command
    .addOption(new Option('--distribution <NAME>', 'whose cluster it is, where the input does not show it').choices(DISTRIBUTION_IDS))
    .option('--distribution-version <X.Y>', 'the version of kubespray, Gardener, KKP or another installer that has versions of its own');
}

/** Options that are the same under two names. Each command takes both, and shows the one that suits it. */
const TWO_NAMES: readonly (readonly [string, string])[] = [
  ['--out', '--output'],
  ['--target-version', '--kubernetes-version'],
];

/** Has a command take the other name of each option that has two. It is not in the help. */
export function acceptOtherNames(command: Command): void {
  for (const names of TWO_NAMES) {
    const option = command.options.find(({ long }) => names.includes(long ?? ''));
    const missing = names.filter(name => command.options.every(({ long }) => long !== name));
    if (!option || missing.length !== 1) continue;
    const alias = new Option(option.flags.replace(/^.*--[a-z-]+/, missing[0])).hideHelp();
    alias.attributeName = () => option.attributeName();
    if (option.parseArg) alias.argParser(option.parseArg);
    command.addOption(alias);
  }
}
