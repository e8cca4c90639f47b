import { createProgram } from './program';
import { complain } from './terminal';
import { InputError } from '../base/errors';

/** Exit code of a run that could not be carried out: wrong usage, or input that can't be right. */
const FAILED = 1;

/**
 * The entry point of the command `cdk8s-nftables`.
 *
 * @param argv the arguments as `process.argv` has them
 * @param name how the user calls the command
 */
export function main(argv: readonly string[], name = 'cdk8s-nftables'): void {
  const program = createProgram(name);
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
