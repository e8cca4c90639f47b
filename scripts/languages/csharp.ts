import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, run } from './language';
import { programsOf } from './pages';

/** Checks the generated source for .NET and the page's programs in C#, which nothing here can run. */
export function checkCsharp(folder: string): boolean {
  run('python3', ['-m', 'venv', join(folder, 'venv')], folder);
  const python = join(folder, 'venv', 'bin', 'python');
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'tree-sitter==0.26.*', 'tree-sitter-c-sharp==0.23.*'], folder);
  const { status, error } = spawnSync(python, [join(__dirname, 'csharp.py'), join(ROOT, 'dist', 'dotnet')], {
    input: JSON.stringify(programsOf('csharp')), stdio: ['pipe', 'inherit', 'inherit'],
  });
  if (error) throw error;
  return status === 0;
}
