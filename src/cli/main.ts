import { Command } from 'commander';
import { checkCommand } from './check-command';
import { diffCommand } from './diff-command';
import { explainCommand } from './explain-command';
import { HELP_HINT } from './input-options';
import { migrateCommand } from './migrate-command';
import { previewCommand } from './preview-command';
import { probeCommand } from './probe-command';
import { complain } from './terminal';
import { InputError } from '../base/errors';
import { packageVersion } from '../check/reports/package-version';

/** Exit code of a run that could not be carried out: wrong usage, or input that can't be right. */
const FAILED = 1;

/**
 * The entry point of the command `cdk8s-nftables`.
 *
 * @param argv the arguments as `process.argv` has them
 */
export function main(argv: readonly string[]): void {
  const program = new Command('cdk8s-nftables')
    .description('Moves Kubernetes clusters to kube-proxy\'s nftables mode: checks, plans and previews it from the objects of a cluster, without access to it.')
    .version(packageVersion(), '--version', 'print the version and exit')
    .helpOption('-h, --help', 'print this help and exit')
    .helpCommand('help [command]', 'print the help of a command')
    .showHelpAfterError(HELP_HINT)
    .addCommand(checkCommand())
    .addCommand(migrateCommand())
    .addCommand(previewCommand())
    .addCommand(explainCommand())
    .addCommand(diffCommand())
    .addCommand(probeCommand());
  // A reader of the notes that goes away does not stop the work.
  process.stderr.on('error', () => {});
  try {
    program.parse([...argv]);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    complain('error', error.message);
    process.exitCode = FAILED;
  }
}
