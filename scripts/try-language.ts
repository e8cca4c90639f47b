/**
 * Installs the freshly built package of a language in an empty environment, runs its example app and the programs of
 * docs/languages.md, and compares what they write and print with what TypeScript's do: `try-language.ts python`. C# is only read.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCsharp } from './languages/csharp';
import { GO } from './languages/go';
import { JAVA } from './languages/java';
import { copyCluster, Language } from './languages/language';
import { PYTHON } from './languages/python';
import { TYPESCRIPT } from './languages/typescript';

const LANGUAGES: Readonly<Record<string, Language>> = { python: PYTHON, java: JAVA, go: GO };

/** What runs left behind, by a name: files, and what was printed. */
type Results = Map<string, string>;

function resultsOf(language: Language, folder: string, withConstructs: boolean): Results {
  const results: Results = new Map();
  const outdir = (name: string) => join(folder, 'out', name);
  const workdir = outdir('pages');
  copyCluster(workdir);
  const inputs = new Set(readdirSync(workdir));
  language.install(folder);
  results.set('output of the example', language.runExample(folder, outdir('example')));
  language.runPrograms(folder, workdir).split(/^=== program\n/m).slice(1).forEach((text, i) => results.set(`output of program ${i + 1} of docs/languages.md`, text));
  if (withConstructs) results.set('output of the constructs', language.runConstructs!(folder, outdir('constructs')));
  for (const [name, content] of filesIn(outdir('.'))) {
    const [group, file] = name.split('/');
    // Beside what programs wrote lie their inputs, and what a build tool needs.
    if (group === 'pages' && (inputs.has(file) || ['pom.xml', 'src', 'target'].includes(file))) continue;
    results.set(name, content);
  }
  return results;
}

function* filesIn(folder: string, prefix = ''): Generator<[string, string]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path, `${prefix}${entry.name}/`);
    else yield [`${prefix}${entry.name}`, readFileSync(path, 'utf8')];
  }
}

/** What differs, one line each. */
function differences(expected: Results, actual: Results): string[] {
  return [...new Set([...expected.keys(), ...actual.keys()])].flatMap(name => {
    const [before, after] = [expected.get(name), actual.get(name)];
    if (before === after) return [];
    if (before === undefined) return [`${name}: TypeScript has none`];
    if (after === undefined) return [`${name}: is missing`];
    const lines = [before, after].map(text => text.split('\n'));
    const line = lines[0].findIndex((text, i) => text !== lines[1][i]);
    return [`${name}, line ${line + 1}: ${JSON.stringify(lines[1][line])}, TypeScript has ${JSON.stringify(lines[0][line])}`];
  });
}

function tryLanguage(name: string): boolean {
  const language = LANGUAGES[name];
  if (!language && name !== 'csharp') throw new Error(`${name} is none of ${Object.keys(LANGUAGES).join(', ')}, csharp`);
  const folder = mkdtempSync(join(tmpdir(), `try-${name}-`));
  try {
    if (!language) return checkCsharp(folder);
    const [expected, actual] = ([['typescript', TYPESCRIPT], [name, language]] as const).map(([subfolder, each]) => {
      mkdirSync(join(folder, subfolder, 'out'), { recursive: true });
      return resultsOf(each, join(folder, subfolder), language.runConstructs !== undefined);
    });
    const lines = differences(expected, actual);
    for (const line of lines) console.log(line);
    if (lines.length === 0) console.log(`${name}: ${actual.size} files and outputs, each byte the same as TypeScript's`);
    return lines.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

process.exitCode = tryLanguage(process.argv[2]) ? 0 : 1;
