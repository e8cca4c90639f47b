import { Command, Option } from 'commander';

/** The other name of an option, which sets the same value and is not in the help. */
function alias(flags: string, attribute: string): Option {
  const option = new Option(flags).hideHelp();
  option.attributeName = () => attribute;
  return option;
}

/** Adds `-o`, `--out` (and `--output`, as other programs call it) for a file, as `output`. */
export function addOutputFile(command: Command, description: string): Command {
  const option = new Option('-o, --out <FILE>', description);
  option.attributeName = () => 'output';
  return command.addOption(option).addOption(alias('--output <FILE>', 'output'));
}

/** Adds `-o`, `--out` (and `--output`) for a folder, as `out`. */
export function addOutputFolder(command: Command, description: string, byDefault?: string): Command {
  return command.addOption(new Option('-o, --out <FOLDER>', description).default(byDefault)).addOption(alias('--output <FOLDER>', 'out'));
}

/** The names of the version of kube-proxy that a command is about. Each command takes both, and shows the one that suits it. */
const VERSION_NAMES = {
  targetVersion: ['--target-version <X.Y>', '--kubernetes-version <X.Y>'],
  kubernetesVersion: ['--kubernetes-version <X.Y>', '--target-version <X.Y>'],
} as const;

/** Adds the version of kube-proxy that a command is about. */
export function addVersion(command: Command, attribute: keyof typeof VERSION_NAMES, description: string, isRequired: boolean): Command {
  const [name, other] = VERSION_NAMES[attribute];
  return command.addOption(new Option(name, description).makeOptionMandatory(isRequired)).addOption(alias(other, attribute));
}
