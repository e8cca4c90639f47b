import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { HELP_HINT, previewCommand } from './preview-command';
import { complain } from './terminal';
import { InputError } from '../ruleset/errors';

/** Exit code of a run that could not be carried out: wrong usage, or input that can't be right. */
const FAILED = 1;

/**
 * The entry point of the command `cdk8s-nftables`.
 *
 * @param argv the arguments as `process.argv` has them
 */
export function main(argv: readonly string[]): void {
  const program = new Command('cdk8s-nftables')
    .description('Previews what kube-proxy programs in nftables mode, from the objects of a cluster, without access to it.')
    .version(packageVersion(), '--version', 'print the version and exit')
    .helpOption('-h, --help', 'print this help and exit')
    .helpCommand('help [command]', 'print the help of a command')
    .showHelpAfterError(HELP_HINT)
    .addCommand(previewCommand());
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

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
