import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyExample, Language, ROOT, run } from './language';
import { programsOf, SEPARATOR } from './pages';

const WHEELS = join(ROOT, 'dist', 'python');

/** Python in a virtual environment. */
export const PYTHON: Language = {
  install(folder) {
    run('python3', ['-m', 'venv', join(folder, 'venv')], folder);
    const wheels = readdirSync(WHEELS).filter(file => file.endsWith('.whl'));
    if (wheels.length !== 1) throw new Error(`dist/python has ${wheels.length} wheels, expected 1`);
    python(folder, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', join(WHEELS, wheels[0])], folder);
  },

  runExample: (folder, outdir) => python(folder, [join(copyExample('python', folder), 'main.py'), outdir], folder),

  runPrograms(folder, workdir) {
    return programsOf('python').map((text, i) => {
      const file = join(folder, `program_${i}.py`);
      writeFileSync(file, text);
      return `${SEPARATOR}\n${python(folder, [file], workdir)}`;
    }).join('');
  },

  runConstructs(folder, outdir) {
    copyExample('python', folder);
    return python(folder, [join(__dirname, 'every_construct.py'), outdir], folder);
  },
};

function python(folder: string, args: readonly string[], cwd: string): string {
  return run(join(folder, 'venv', 'bin', 'python'), args, cwd);
}
