/**
 * Makes the package of one language in dist/: `package-language.ts python`. Where the language's tools are missing, its source is
 * generated all the same, and one line says what was left out.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');

interface Language {
  /** What a user installs. */
  readonly product: string;
  /** Commands that succeed where the tools are there. */
  readonly tools: readonly (readonly string[])[];
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  python: { product: 'Python wheel', tools: [['python3', '-c', 'import ensurepip, venv']] },
  java: { product: 'Maven artifact', tools: [['javac', '-version'], ['mvn', '--version']] },
  go: { product: 'compiled Go module', tools: [['go', 'version']] },
  dotnet: { product: 'NuGet package', tools: [['dotnet', '--version']] },
};

function packageLanguage(name: string): void {
  const language = LANGUAGES[name];
  if (!language) throw new Error(`${name} is none of ${Object.keys(LANGUAGES).join(', ')}`);
  const missing = language.tools.filter(([command, ...args]) => spawnSync(command, args).status !== 0).map(([command]) => command);
  rmSync(join(DIST, name), { recursive: true, force: true });
  if (missing.length === 0) {
    if (name === 'go') packageGo();
    else pacmak('--target', name);
    return;
  }
  // The workflows set all tools up. A release may not lack a language without anybody noticing.
  if (process.env.GITHUB_ACTIONS) throw new Error(`${name}: ${missing.join(' and ')} is missing`);
  pacmak('--target', name, '--code-only');
  console.log(`left out: the ${language.product}, since ${missing.join(' and ')} is missing; dist/${name} has its source`);
}

/**
 * The modules of cdk8s and constructs are generated as well, from the packages in node_modules, so that the compiler sees the very
 * versions that everything else here is tested with, and needs no others.
 */
function packageGo(): void {
  const folder = mkdtempSync(join(tmpdir(), 'package-go-'));
  try {
    pacmak('--target', 'go', '--outdir', folder, ...['constructs', 'cdk8s'].map(dependency => join('node_modules', dependency)), '.');
    cpSync(join(folder, 'go', 'cdk8snftables'), join(DIST, 'go', 'cdk8snftables'), { recursive: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pacmak(...args: readonly string[]): void {
  const { status, error } = spawnSync(process.execPath, [require.resolve('jsii-pacmak/bin/jsii-pacmak'), ...args], { cwd: ROOT, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

packageLanguage(process.argv[2]);
