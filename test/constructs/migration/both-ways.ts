import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { App, Chart } from 'cdk8s';
import { ClusterMigration, ClusterMigrationProps } from '../../../src';
import { run } from '../../cli/run';

/** What a migration has written, by the paths of its files. */
export type Folder = ReadonlyMap<string, string>;

export interface BothWays {
  readonly command: Folder;
  /** With the names that the command gives to manifests, also in texts. */
  readonly construct: Folder;
  /** The files of the construct by their own names. */
  readonly names: readonly string[];
  readonly migration: ClusterMigration;
  /** The objects of the chart. */
  readonly objects: readonly any[];
}

/** The same migration by the command and by the construct, of the same files. */
export function bothWays(files: readonly string[], options: readonly string[], props: ClusterMigrationProps): BothWays {
  const work = mkdtempSync(join(tmpdir(), 'both-ways-'));
  try {
    const out = join(work, 'out');
    const { stderr } = run('migrate', ...files, ...options, '--out', out);
    if (!existsSync(out)) throw new Error(stderr);
    const app = new App({ outdir: join(work, 'dist') });
    const chart = new Chart(app, 'test');
    const migration = new ClusterMigration(chart, 'migration', { files: [...files], ...props });
    app.synth();
    const written = filesIn(join(work, 'dist', 'migration'));
    return { command: filesIn(out), construct: asCommand(written), names: [...written.keys()].sort(), migration, objects: chart.toJson() };
  } finally {
    rmSync(work, { recursive: true });
  }
}

function filesIn(folder: string): Folder {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name));
  return new Map(files.sort().map(file => [relative(folder, file), contentOf(file)]));
}

/** What a page has in it is packed. */
function contentOf(file: string): string {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.html') ? text.replace(/(?<=<script type="application\/gzip" id="[^"]*">)[^<]*/g, packed => gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')) : text;
}

/** Without the ending that keeps manifests from being applied. */
function asCommand(files: Folder): Folder {
  const names = [...files.keys()].filter(path => /\.(?:ya?ml|json)\.txt$/.test(path));
  const plain = (text: string): string => names.reduce((result, name) => result.replaceAll(name, name.slice(0, -'.txt'.length)), text);
  return new Map([...files].map(([path, text]) => [plain(path), plain(text).replaceAll('NAMESPACE/routes.yaml.txt', 'NAMESPACE/routes.yaml').replaceAll('policies/NAMESPACE.yaml.txt', 'policies/NAMESPACE.yaml')]));
}
