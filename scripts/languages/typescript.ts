import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { EXAMPLES, Language, ROOT, run } from './language';
import { programsOf, SEPARATOR } from './pages';

/** The original, which the others are compared with. */
export const TYPESCRIPT: Language = {
  install(folder) {
    const packages = join(folder, 'node_modules');
    mkdirSync(packages);
    symlinkSync(ROOT, join(packages, 'cdk8s-nftables'));
    for (const name of ['cdk8s', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
  },

  runExample: (_, outdir) => runScript(join(EXAMPLES, 'typescript', 'main.ts'), outdir),

  runPrograms(folder, workdir) {
    return programsOf('ts').map((text, i) => {
      const file = join(folder, `program-${i}.js`);
      writeFileSync(file, transpileModule(text, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } }).outputText);
      return `${SEPARATOR}\n${run(process.execPath, [file], workdir)}`;
    }).join('');
  },

  runConstructs: (_, outdir) => runScript(join(__dirname, 'every-construct.ts'), outdir),
};

function runScript(script: string, outdir: string): string {
  return run(process.execPath, [require.resolve('ts-node/dist/bin'), '--project', join(EXAMPLES, 'tsconfig.json'), script, outdir], ROOT);
}
