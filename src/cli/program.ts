import { Command } from 'commander';
import { adviseCommand } from './advise-command';
import { checkCommand } from './check-command';
import { acceptOtherNames } from './common-options';
import { completionCommand } from './completion-command';
import { diffCommand } from './diff-command';
import { dumpCommand } from './dump-command';
import { explainCommand } from './explain-command';
import { HELP_HINT } from './input-options';
import { migrateCommand } from './migrate-command';
import { previewCommand } from './preview-command';
import { probeCommand } from './probe-command';
import { rulesCommand } from './rules-command';
import { verifyCommand } from './verify-command';
import { nearest } from '../base/text/suggest';
import { packageVersion } from '../check/reports/package-version';

/**
 * The command with all its commands.
 *
 * @param name how the user calls it, for messages: `cdk8s-nftables`, or `kubectl nftables`
 */
export function createProgram(name: string): Command {
  const program = new Command(name)
    .description('Move the network of Kubernetes clusters: kube-proxy to nftables mode, Ingresses to Gateway API, Calico to Cilium, sidecars to Istio ambient. '
      + 'Check, plan and preview it from the objects of a cluster, without access to it.')
    .version(packageVersion(), '--version', 'print the version and exit')
    .helpOption('-h, --help', 'print this help and exit')
    .helpCommand('help [command]', 'print the help of a command')
    .showHelpAfterError(HELP_HINT)
    .addCommand(dumpCommand())
    .addCommand(checkCommand())
    .addCommand(migrateCommand())
    .addCommand(previewCommand())
    .addCommand(explainCommand())
    .addCommand(diffCommand())
    .addCommand(probeCommand())
    .addCommand(rulesCommand())
    .addCommand(adviseCommand())
    .addCommand(verifyCommand());
  program.addCommand(completionCommand(program));
  for (const command of program.commands) {
    acceptOtherNames(command);
    unknownOptionsFirst(command);
  }
  return program;
}

/** What commander calls on a command while it parses; not all of it is in its types. */
interface Parsing {
  parseOptions(args: string[]): { readonly unknown: string[] };
  unknownOption(argument: string): void;
  missingMandatoryOptionValue(option: unknown): void;
  missingArgument(name: string): void;
}

/** A misspelt option is the reason why a required one is missing, so it is reported in its place. */
function unknownOptionsFirst(command: Command): void {
  const parsing = command as unknown as Parsing;
  let unknown: readonly string[] = [];
  const { parseOptions } = parsing;
  // commander looks at one name of each option only.
  parsing.unknownOption = argument => {
    const flags = command.options.flatMap(({ short, long }) => [short, long]).filter(flag => flag?.startsWith('--')) as string[];
    const suggestion = nearest(argument.split('=')[0], [...flags, '--help']);
    command.error(`error: unknown option '${argument}'${suggestion === undefined ? '' : `\n(Did you mean ${suggestion}?)`}`, { code: 'commander.unknownOption' });
  };
  parsing.parseOptions = args => {
    const parsed = parseOptions.call(command, args);
    ({ unknown } = parsed);
    return parsed;
  };
  for (const complaint of ['missingMandatoryOptionValue', 'missingArgument'] as const) {
    const complain = parsing[complaint] as (value: unknown) => void;
    parsing[complaint] = (value: unknown) => {
      if (unknown.length > 0) parsing.unknownOption(unknown[0]);
      complain.call(command, value);
    };
  }
}
