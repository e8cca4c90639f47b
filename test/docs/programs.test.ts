import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import * as ts from 'typescript';
import { Block, blocksOf, missingLine, PAGES, proseOf, readPage, ROOT } from './markdown';

/*
 * README.md and docs/*.md, tested:
 *
 * - each `ts` block that imports something is a whole program. All are type-checked at once, and each is run with the files
 *   of examples/cluster beside it; one with test(…) is run by jest. `<!-- docs-test: no-run -->` on the line before a
 *   block keeps it from being run, not from being type-checked;
 * - each command that begins with `cdk8s-nftables` or `npx cdk8s-nftables` and names only files of examples/cluster, and of the page
 *   itself, is run. On the line before a block
 *   - `<!-- docs-test: exit=3 -->` says how its commands end, where that is not with 0;
 *   - `<!-- docs-test: output -->` says that its lines, but for `…`, are in the output of the command before it, in their order;
 *   - `<!-- docs-test: in=migration/RUNBOOK.md -->` says the same of a file that the command has written;
 *   - `<!-- docs-test: file=waivers.yaml -->` makes it a file for the commands of the page;
 * - each link within the repository leads somewhere.
 */

const CLUSTER = join(ROOT, 'examples', 'cluster');

const blocks = PAGES.flatMap(blocksOf);
const programs = blocks.filter(({ language, text }) => /^(?:ts|typescript)$/.test(language) && /^import /m.test(text));

/** A temporary folder with the files of examples/cluster, and all of them in one as cluster.yaml. */
function withClusterFiles<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  try {
    // The tour of the README is made in a clone, and later pages have what `dump` has read.
    for (const copy of ['', 'examples/cluster', 'cluster']) cpSync(CLUSTER, join(folder, copy), { recursive: true });
    const documents = ['networking.yaml', 'kube-proxy.yaml'].map(file => readFileSync(join(CLUSTER, file), 'utf8'));
    writeFileSync(join(folder, 'cluster.yaml'), documents.join('---\n'));
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(args: readonly string[], cwd: string): { status: number | null; output: string } {
  const env = { ...process.env, CI: '1', NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  return { status, output: `${stderr}${stdout}` };
}

describe('programs', () => {
  test('there are programs on every page about the library', () => {
    const pages = new Set(programs.map(({ page }) => page));
    expect([...pages]).toEqual(expect.arrayContaining(['docs/calico.md', 'docs/checks-in-cdk8s.md', 'docs/migration.md', 'docs/nftables-kube-proxy.md', 'docs/preview.md', 'docs/ruleset.md']));
  });

  test('all of them are right TypeScript for this package', () => {
    expect(typeErrors(programs)).toEqual([]);
  }, 120_000);

  const toRun = programs.filter(({ directives }) => !directives.has('no-run'));

  test.each(toRun.map(block => [block.place, block] as const))('%s runs', (_, block) => {
    withClusterFiles(folder => {
      linkPackages(folder);
      const isTest = /^(?:test|it|describe)\b/m.test(block.text);
      writeFileSync(join(folder, isTest ? 'program.test.js' : 'program.js'), transpiled(block));
      const args = isTest ? [require.resolve('jest/bin/jest'), '--rootDir', folder, '--config', '{}'] : ['program.js'];
      const { status, output } = run(args, folder);
      expect([status, status === 0 ? '' : output]).toEqual([0, '']);
    });
  }, 60_000);
});

/** The compiler's number for «is declared but its value is never read». */
const UNUSED = 6133;

/** The type errors of all programs. To the compiler they are files in this folder, so that they find what the tests find. */
function typeErrors(sources: readonly Block[]): string[] {
  const configHost = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail };
  const config = ts.getParsedCommandLineOfConfigFile(join(ROOT, 'test', 'tsconfig.json'), {}, configHost)!;
  const files = new Map(sources.map((block, i) => [join(__dirname, `program-${i}.ts`), block]));
  const host = ts.createCompilerHost(config.options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = name => files.has(name) || fileExists.call(host, name);
  host.readFile = name => files.get(name)?.text ?? readFile.call(host, name);
  host.getSourceFile = (name, options, ...rest) => {
    const block = files.get(name);
    return block ? ts.createSourceFile(name, block.text, options) : getSourceFile.call(host, name, options, ...rest);
  };
  const program = ts.createProgram([...files.keys()], config.options, host);
  return ts.getPreEmitDiagnostics(program).flatMap(({ file, start, code, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    const block = file && files.get(file.fileName);
    if (!block) return [`${file?.fileName}: ${message}`];
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    // A page may end with a value that it only shows, but what it imports it has to need.
    const isShownValue = code === UNUSED && !block.text.split('\n')[line].startsWith('import');
    return isShownValue ? [] : [`${block.place} + ${line}: ${message}`];
  });
}

function fail(diagnostic: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

function transpiled({ text }: Block): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}

/** Installs this package, and those that its users have beside it, in a folder. */
function linkPackages(folder: string): void {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'cdk8s-nftables'));
  for (const name of ['cdk8s', 'cdk8s-plus-30', 'constructs']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

/** A command of a page, as it is to be run. */
interface Command {
  readonly place: string;
  readonly args: readonly string[];
  readonly exitCode: number;
  /** The files of the page. */
  readonly files: readonly Block[];
  /** The blocks that show what it prints, or writes into a file. */
  readonly shown: readonly Block[];
}

const showsResult = ({ directives }: Block): boolean => directives.has('output') || directives.has('in');

/** The commands of a page that need no other file than those of examples/cluster and of the page. */
function commandsOf(page: string): Command[] {
  const ofPage = blocksOf(page);
  const files = ofPage.filter(({ directives }) => directives.has('file'));
  const known = new Set([...readdirSync(CLUSTER), ...files.map(({ directives }) => directives.get('file')!)]);
  return ofPage.flatMap((block, i) => {
    if (!/^(?:shell|sh|bash|console)$/.test(block.language)) return [];
    const lines = block.text.replace(/\\\n\s*/g, '').split('\n').filter(line => /^(?:\$ )?(?:npx )?cdk8s-nftables /.test(line));
    const others = ofPage.slice(i + 1).findIndex(next => !showsResult(next));
    const shown = ofPage.slice(i + 1, others < 0 ? undefined : i + 1 + others);
    const exitCode = Number(block.directives.get('exit') ?? 0);
    return lines
      .map(line => line.replace(/^(?:\$ )?(?:npx )?cdk8s-nftables /, '').replace(/\s+(?:\||>|2>|<|&&|;|#).*$/, '').trim().split(/\s+/))
      .filter(args => isSelfContained(args, known))
      .map((args, j, all) => ({ place: `${block.place} + ${j}`, args, exitCode, files, shown: j === all.length - 1 ? shown : [] }));
  });
}

function isSelfContained(args: readonly string[], known: ReadonlySet<string>): boolean {
  // It takes a cluster: test/cli/dump.test.ts has one that answers as kubectl does.
  if (args[0] === 'dump') return false;
  const inputs = args.filter((_, i) => !['-o', '--output'].includes(args[i - 1]));
  return !inputs.includes('-') && inputs.filter(arg => /\.(?:ya?ml|json|conf)$/.test(arg)).every(file => known.has(file));
}

/** Waivers end on a day, and pages show days that are near. */
const DAYS = /(?<=^ *expires: )\d{4}-\d\d-\d\d$/gm;

describe('commands', () => {
  const commands = PAGES.flatMap(commandsOf);

  test('there are some', () => {
    expect(commands.length).toBeGreaterThanOrEqual(8);
    expect(commands.some(({ shown }) => shown.length > 0)).toBe(true);
  });

  test.each(commands.map(command => [`${command.place}: ${command.args.join(' ')}`, command] as const))('%s', (_, { args, exitCode, files, shown }) => {
    withClusterFiles(folder => {
      for (const { directives, text } of files) writeFileSync(join(folder, directives.get('file')!), text.replace(DAYS, '9999-12-31'));
      const { status, output } = run([join(ROOT, 'bin', 'cdk8s-nftables.js'), ...args], folder);
      expect([status, status === exitCode ? '' : output]).toEqual([exitCode, '']);
      for (const block of shown) {
        const file = block.directives.get('in');
        expect([block.place, missingLine(block, file === undefined ? output : readFileSync(join(folder, file), 'utf8'))]).toEqual([block.place, undefined]);
      }
    });
  });

  test('every output that is shown belongs to a command that is run', () => {
    const shown = blocks.filter(showsResult).map(({ place }) => place);
    expect(commands.flatMap(command => command.shown.map(({ place }) => place))).toEqual(shown);
  });
});

describe('links', () => {
  test.each(PAGES)('those of %s lead somewhere', page => {
    const broken = linksOf(page).filter(target => {
      const [path, anchor] = target.split('#');
      const file = path === '' ? page : posix.join(posix.dirname(page), path);
      if (!existsSync(join(ROOT, file))) return true;
      return anchor !== undefined && !(file.endsWith('.md') && anchorsOf(file).has(anchor));
    });
    expect(broken).toEqual([]);
  });

  test('there are links, and anchors are found as GitHub makes them', () => {
    expect(linksOf('docs/cli.md')).toContain('ruleset.md#versions');
    expect(anchorsOf('docs/ruleset.md')).toContain('what-each-service-feature-becomes');
  });
});

/** The targets of a page's links within the repository. */
function linksOf(page: string): string[] {
  const prose = proseOf(page).replace(/`[^`\n]*`/g, code => code.replace(/[[\]()]/g, ' '));
  const inline = [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target);
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map(([, target]) => target);
  return [...inline, ...references].filter(target => !/^[a-z]+:/.test(target));
}

/** The anchors of a page: its headings' as GitHub makes them, and those that it sets itself. */
function anchorsOf(page: string): Set<string> {
  const anchors = new Set([...readPage(page).matchAll(/<a (?:name|id)="([^"]+)"|\sid="([^"]+)"/g)].map(([, name, id]) => name ?? id));
  for (const [, heading] of proseOf(page).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]*>/g, '').toLowerCase();
    const slug = text.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    let anchor = slug;
    for (let i = 1; anchors.has(anchor); i++) anchor = `${slug}-${i}`;
    anchors.add(anchor);
  }
  return anchors;
}

// On GKE plugins are in /home/kubernetes/bin.
test('no page names a file of the machine that it was written on', () => {
  for (const page of PAGES) expect(readPage(page)).not.toMatch(/\/(?:tmp|work|home(?!\/kubernetes\/bin)|root)\//);
});

test('pages are wrapped', () => {
  const long = PAGES.flatMap(page => proseOf(page).split('\n')
    .flatMap((line, i) => line.length > 140 && !/^(?:\||- <[^ ]+>$|`[^`]+`[.,:]?$)/.test(line) ? [`${page}:${i + 1}`] : []));
  expect(long).toEqual([]);
});

test('the folders that contributors are told of are there', () => {
  const folders = ['ARCHITECTURE.md', 'docs/ruleset.md'].flatMap(page => [...readPage(page).matchAll(/[`[](src\/[\w/-]+)[`\]]/g)].map(([, folder]) => folder));
  const missing = folders.filter(folder => !existsSync(join(ROOT, folder)));
  const present = ['src', 'src/dataplane'].flatMap(parent => readdirSync(join(ROOT, parent), { withFileTypes: true })
    .filter(entry => entry.isDirectory()).map(({ name }) => `${parent}/${name}`));
  expect(missing).toEqual([]);
  expect(folders).toEqual(expect.arrayContaining(present));
});
