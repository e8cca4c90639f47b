import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
export const EXAMPLES = join(ROOT, 'examples');

/** A language in which apps are run. */
export interface Language {
  /** Installs the package, freshly built in dist/, in an empty folder, and nothing else but what it depends on. */
  install(folder: string): void;

  /** Runs the app of examples/ in the folder, and answers with its output. Its files go to `outdir`. */
  runExample(folder: string, outdir: string): string;

  /** Runs the programs of the page in `workdir`, and answers with their output, each after a separator. */
  runPrograms(folder: string, workdir: string): string;

  /** Runs the app that has each construct with its options, where the language has one. Its files go to `outdir`. */
  runConstructs?(folder: string, outdir: string): string;
}

/** Runs a command, and answers with its standard output; what it writes to standard error is shown where it fails. */
export function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // What jsii says of the version of Node.js is not about the app.
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1', ...env },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** Lays an example and what it reads in a folder, as a user's copy, and answers with the path of the example. */
export function copyExample(name: string, folder: string): string {
  for (const part of ['cluster', 'manifests', name]) {
    cpSync(join(EXAMPLES, part), join(folder, 'examples', part), { recursive: true, filter: path => !/[\\/](?:dist|target)$/.test(path) });
  }
  return join(folder, 'examples', name);
}

/** Lays the files that the programs of the pages read in a folder. */
export function copyCluster(folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(EXAMPLES, 'cluster'), folder, { recursive: true });
}
