import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './language';
import { PYTHON } from './python';

/** What one way to a ruleset took, in a program in Python. */
export interface PythonMeasurement {
  readonly way: string;
  readonly seconds: number;
  /** How often the program asked Node.js for something. */
  readonly calls: number;
}

/**
 * Previews of the objects in a file, from Python in an environment of its own.
 *
 * @returns `undefined` where Python is not there
 */
export function measurePython(file: string, folder: string): PythonMeasurement[] | undefined {
  if (spawnSync('python3', ['-c', 'import ensurepip, venv']).status !== 0) return undefined;
  if (!existsSync(join(ROOT, 'dist', 'python'))) run(process.execPath, [require.resolve('projen/bin/projen'), 'package:python'], ROOT);
  PYTHON.install(folder);
  const output = run(join(folder, 'venv', 'bin', 'python'), [join(__dirname, 'bench.py'), file], folder);
  return output.trim().split('\n').map(line => {
    const [way, seconds, calls] = JSON.parse(line) as [string, number, number];
    return { way, seconds, calls };
  });
}
