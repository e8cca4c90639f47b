import { InvalidArgumentError } from 'commander';
import { InputError, quoted } from '../base/errors';
import { parseCidr } from '../base/ip/cidr';
import { didYouMean } from '../base/text/suggest';

/** What follows a message about wrong options. */
export const HELP_HINT = '(--help shows all options, with examples)';

/** What FILE is, for the help. */
export const FILES_HELP = 'files with Kubernetes objects, or folders of them; - is standard input';

/** What --apply does, for the help. */
export const APPLY_HELP = 'a file or folder of manifests that are laid over FILE, as if they were applied; may be repeated';

/** What --node-facts does, for the help. */
export const NODE_FACTS_HELP = 'a file with what the script of cdk8s-nftables probe printed on one node or on many; may be repeated';

/** The value of an option that may be repeated. */
export function collectFile(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** The value of an option that takes CIDRs. */
export function cidrList(value: string): string[] {
  const list = splitList(value);
  const wrong = list.find(entry => !parseCidr(entry));
  if (list.length === 0 || wrong !== undefined) throw new InvalidArgumentError(`${quoted(wrong ?? value)} is no CIDR: expected one as in 10.96.0.0/12.`);
  return list;
}

/** The value of an option that takes a list with something in it; each further use of the option adds to it. */
export function nonEmptyList(value: string, previous: readonly string[] = []): string[] {
  const list = splitList(value);
  if (list.length === 0) throw new InvalidArgumentError('Expected one value or several, separated by commas.');
  return [...new Set([...previous, ...list])];
}

/** Reads a list of words that are known; each further use of the option adds to it. */
export function listOf(known: readonly string[]): (value: string, previous?: readonly string[]) => string[] {
  return (value, previous) => {
    const list = nonEmptyList(value, previous);
    const unknown = list.find(word => !known.includes(word));
    if (unknown !== undefined) throw new InvalidArgumentError(`${quoted(unknown)} is not one of ${known.join(', ')}${didYouMean(unknown, known)}.`);
    return list;
  };
}

/** The value of an option that takes a list. */
export function splitList(value: string): string[] {
  return value.split(',').map(entry => entry.trim()).filter(entry => entry !== '');
}

/** Standard input can be read once. */
export function checkWaiverFile(waivers: string | undefined, files: readonly string[]): void {
  if (waivers === '-' && files.includes('-')) throw new InputError('--waivers: standard input is one of the files already');
}
