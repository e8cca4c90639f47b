import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyExample, Language, ROOT, run } from './language';
import { programsOf, SEPARATOR } from './pages';

const MODULE = 'github.com/cdk8s-nftables/cdk8s-nftables-go/cdk8snftables';

/** The modules that are made from packages in node_modules, by their folder: the very versions that TypeScript runs with. */
const DEPENDENCIES: Readonly<Record<string, string>> = {
  'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2': 'cdk8s',
  'github.com/aws/constructs-go/constructs/v10': 'constructs',
};

/** Go with modules replaced by folders. */
export const GO: Language = {
  install(folder) {
    const packages = Object.values(DEPENDENCIES).map(name => join('node_modules', name));
    run(process.execPath, [require.resolve('jsii-pacmak/bin/jsii-pacmak'), '--code-only', '--target', 'go', '--outdir', folder, ...packages], ROOT);
  },

  runExample(folder, outdir) {
    const project = copyExample('go', folder);
    return build(folder, project, join(folder, 'example'))(project, [outdir]);
  },

  runPrograms(folder, workdir) {
    const project = join(folder, 'pages');
    mkdirSync(project);
    const programs = programsOf('go');
    programs.forEach((text, i) => writeFileSync(join(project, `program${i}.go`), goFile(`program${i}`, text)));
    const calls = programs.map((_, i) => `fmt.Println("${SEPARATOR}")\nprogram${i}()`).join('\n');
    writeFileSync(join(project, 'main.go'), goFile('main', `import (\n"fmt"\n"github.com/aws/jsii-runtime-go"\n)\ndefer jsii.Close()\n${calls}\n`));
    writeFileSync(join(project, 'go.mod'), `module pages\n\ngo 1.23\n\nrequire ${MODULE} v0.0.0\n`);
    return build(folder, project, join(folder, 'pages-program'))(workdir, []);
  },
};

/** Builds a program, and answers with what runs it. */
function build(folder: string, project: string, program: string): (cwd: string, args: readonly string[]) => string {
  const folders: Record<string, string> = { [MODULE]: join(ROOT, 'dist', 'go', 'cdk8snftables') };
  for (const [module, name] of Object.entries(DEPENDENCIES)) folders[module] = join(folder, 'go', name);
  run('go', ['mod', 'edit', ...Object.entries(folders).map(([module, path]) => `-replace=${module}=${path}`)], project);
  run('go', ['mod', 'tidy'], project);
  run('go', ['vet', './...'], project);
  run('go', ['build', '-o', program, '.'], project);
  return (cwd, args) => run(program, args, cwd);
}

/** What a page shows: imports, then what stands in a function. */
function goFile(name: string, text: string): string {
  const [, imports, statements] = /^(import \([\s\S]*?\n\))([\s\S]*)$/.exec(text)!;
  return `package main\n\n${imports}\n\nfunc ${name}() {${statements}}\n`;
}
