import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of the script, which the package brings along as they are, so that shells and their linter can read them. */
const PARTS = join(__dirname, '..', '..', 'resources', 'probe');

/** The probe: a POSIX shell script that prints a document with the facts of the node it runs on. */
export function probeScript(): string {
  return readdirSync(PARTS).filter(name => name.endsWith('.sh')).sort().map(name => readFileSync(join(PARTS, name), 'utf8').trimEnd()).join('\n\n') + '\n';
}
