import { spawnSync, SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main';

export const ROOT = join(__dirname, '..', '..');

/** What a run of the command left behind. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

class Exit extends Error {
  constructor(public readonly code: number) {
    super(`exit ${code}`);
  }
}

/** Runs the command in this process, with its standard output and error caught. */
export function run(...args: string[]): Run {
  let stdout = '';
  let stderr = '';
  let code = 0;
  const { writeSync } = fs;
  const caught = [
    jest.spyOn(fs, 'writeSync').mockImplementation(((fd: number, data: Buffer, offset: number) => {
      if (fd !== 1) return writeSync(fd, data, offset);
      stdout += data.toString('utf8', offset);
      return data.length - offset;
    }) as (fd: number, data: any, offset: any) => number),
    jest.spyOn(process.stdout, 'write').mockImplementation(text => {
      stdout += String(text);
      return true;
    }),
    jest.spyOn(process.stderr, 'write').mockImplementation(text => {
      stderr += String(text);
      return true;
    }),
    jest.spyOn(process, 'exit').mockImplementation(exitCode => {
      throw new Exit(Number(exitCode ?? process.exitCode ?? 0));
    }),
  ];
  const listeners = process.stderr.listeners('error');
  const before = { exitCode: process.exitCode, terminals: [process.stdout.isTTY, process.stderr.isTTY] };
  process.exitCode = undefined;
  process.stdout.isTTY = process.stderr.isTTY = false;
  try {
    main(['node', 'cdk8s-nftables', ...args]);
    code = Number(process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    code = error.code;
  } finally {
    process.exitCode = before.exitCode;
    [process.stdout.isTTY, process.stderr.isTTY] = before.terminals;
    for (const spy of caught) spy.mockRestore();
    // In a process of its own the command runs once.
    process.stderr.removeAllListeners('error');
    for (const listener of listeners) process.stderr.on('error', listener as (error: Error) => void);
  }
  return { code, stdout, stderr };
}

/** Runs the compiled command in a process of its own, where nothing is a terminal. */
export function spawn(args: readonly string[], options: { input?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [join(ROOT, 'bin', 'cdk8s-nftables.js'), ...args], { encoding: 'utf8', ...options });
}

/** Runs a shell command in which `$CLI` is the compiled command. */
export function shell(command: string, cwd: string): SpawnSyncReturns<string> {
  const cli = `${process.execPath} ${join(ROOT, 'bin', 'cdk8s-nftables.js')}`;
  return spawnSync('bash', ['-c', command], { encoding: 'utf8', cwd, env: { ...process.env, CLI: cli } });
}
