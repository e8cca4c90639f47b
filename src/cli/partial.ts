import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** Ends the guard. What is partial has to be moved or removed before, or the guard does that. */
export type EndGuard = () => void;

/**
 * Has what is partial removed if this process is ended while it works: by Ctrl-C, a signal, or otherwise. Files are written without pauses, so no
 * handler of a signal would run here before the work is done; a small program waits instead for the end of a pipe, which comes in every case.
 * It is in a session of its own, since Ctrl-C reaches all programs of a terminal.
 *
 * @param path the partial file or folder, whose name nobody else uses
 * @param parents folders that were made for it, from the inside out, which go as well where they are empty
 */
export function guardPartial(path: string, parents: readonly string[] = []): EndGuard {
  // Windows has no such shell; there a partial file stays.
  if (process.platform === 'win32') return () => {};
  const script = 'read -r _; rm -rf -- "$1"; shift; for folder do rmdir -- "$folder" || break; done';
  const guard = spawn('/bin/sh', ['-c', script, 'sh', ...[path, ...parents].map(name => resolve(name))], {
    cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a guard the work goes on.
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  return () => guard.stdin.end();
}
