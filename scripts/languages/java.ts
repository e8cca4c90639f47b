import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyCluster, copyExample, Language, ROOT, run } from './language';
import { programsOf, SEPARATOR } from './pages';

const ARTIFACT = join('dev', 'cdk8s-nftables', 'cdk8s-nftables');

/** Java with an empty local Maven repository. */
export const JAVA: Language = {
  install(folder) {
    cpSync(join(ROOT, 'dist', 'java'), join(folder, 'repository'), { recursive: true });
  },

  runExample: (folder, outdir) => maven(folder, copyExample('java', folder), ['compile', 'exec:java', `-Dexec.args=${outdir}`]),

  runPrograms(folder, workdir) {
    const programs = programsOf('java');
    // A Java program can't choose its folder: Maven runs it in that of the project.
    cpSync(join(copyExample('java', folder), 'pom.xml'), join(workdir, 'pom.xml'));
    const sources = join(workdir, 'src', 'main', 'java', 'pages');
    mkdirSync(sources, { recursive: true });
    programs.forEach((text, i) => writeFileSync(join(sources, `Program${i}.java`), javaClass(`Program${i}`, text)));
    const calls = programs.map((_, i) => `System.out.println("${SEPARATOR}");\nProgram${i}.main(args);`).join('\n');
    writeFileSync(join(sources, 'Programs.java'), javaClass('Programs', calls));
    try {
      return maven(folder, workdir, ['compile', 'exec:java', '-Dexec.mainClass=pages.Programs']);
    } finally {
      copyCluster(workdir);
    }
  },
};

/** What a page shows: imports, then what stands in `main`. */
function javaClass(name: string, text: string): string {
  const lines = text.split('\n');
  const isImport = (line: string) => line.startsWith('import ');
  return [
    'package pages;',
    ...lines.filter(isImport),
    `public final class ${name} {`,
    'public static void main(String[] args) throws Exception {',
    ...lines.filter(line => !isImport(line)),
    '}',
    '}',
    '',
  ].join('\n');
}

function maven(folder: string, project: string, args: readonly string[]): string {
  const repository = join(folder, 'repository');
  const [, version] = /<release>([^<]+)<\/release>/.exec(readFileSync(join(repository, ARTIFACT, 'maven-metadata.xml'), 'utf8'))!;
  const options = ['--quiet', '--batch-mode', `-Dmaven.repo.local=${repository}`, `-Dcdk8s-nftables.version=${version}`];
  // Whatever it is told about colours, Maven puts the terminal's back to normal.
  return run('mvn', [...options, ...args], project).replaceAll('\x1b[0m', '');
}
