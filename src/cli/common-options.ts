import { Command, Option } from 'commander';

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
