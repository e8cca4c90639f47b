import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { run } from './run';
import { workFolder } from './work-folder';

interface Change {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

interface Case {
  readonly distribution: string;
  readonly case: string;
  readonly targetVersion: string;
  /** Objects in JSON, or files whose first line says what they are. */
  readonly recognisedFrom: readonly string[];
  /** `verified: false`: what is expected rests on an inference, and not on a source. */
  readonly expect: { readonly change: readonly Change[]; readonly warning?: string; readonly verified?: boolean };
}

const CASES = readFileSync(join(__dirname, '../fixtures/distributions/cases.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Case);
const title = ({ distribution, case: name, expect: { verified } }: Case) => `${distribution}: ${name}${verified === false ? ' (rests on an inference)' : ''}`;

const { path: folder } = workFolder();
let runs = 0;

function inputsOf(texts: readonly string[]): string[] {
  return texts.map((text, index) => {
    const path = join(folder, `${runs}-${index}.${text.startsWith('{') ? 'json' : 'txt'}`);
    writeFileSync(path, text);
    return path;
  });
}

/** The versions of Kubernetes are those of kube-proxy; others are of the distribution itself. */
function versionOptions(version: string): string[] {
  if (/^v?1\.\d/.test(version)) return ['--target-version', version];
  return ['--target-version', '1.36', '--distribution-version', /\d[\d.]*/.exec(version)![0]];
}

function migrate(texts: readonly string[], ...options: string[]) {
  const out = join(folder, `out-${runs}`);
  const result = run('migrate', ...inputsOf(texts), '--out', out, ...options);
  runs++;
  const entries = existsSync(out) ? readdirSync(out, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()) : [];
  const paths = entries.map(entry => join(entry.parentPath ?? entry.path, entry.name));
  return { ...result, out, paths, written: paths.filter(path => /\/(?:distribution|kube-proxy\/configmap\.yaml|calico)(?:\/|$)/.test(path.slice(out.length)) && !path.slice(out.length).startsWith('/rollback')) };
}

/** A path as the cases have it: `spec.files[path=/etc/x].content > mode`, where > goes into a text of YAML. */
function valueAt(document: unknown, path: string): unknown {
  return path.split(' > ').reduce<unknown>((value, part, index) => {
    let here: any = index === 0 ? value : typeof value === 'string' ? loadAll(value).find((inner: any) => inner !== null) : undefined;
    for (const [, name, quotedName, selector] of part.matchAll(/([^.[\]]+)|\["([^"]*)"\]|\[([^\]]*)\]/g)) {
      if (here === undefined || here === null) return undefined;
      const key = quotedName ?? name;
      if (key !== undefined) here = here[key];
      else if (selector === '+') here = here.at?.(-1);
      else if (/^\d+$/.test(selector)) here = here[Number(selector)];
      else here = here.find?.((item: any) => String(item[selector.split('=')[0]]) === selector.slice(selector.indexOf('=') + 1));
    }
    return here;
  }, document);
}

function documentsIn(path: string): unknown[] {
  try {
    return loadAll(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}

/** Files that are no YAML: flags, a command, Terraform. */
const isText = ({ path }: Change) => /^--|^minikube|^aws_eks_addon/.test(path);

describe('what is written', () => {
  const changing = CASES.filter(({ expect: { change } }) => change.length > 0);

  test.each(changing.map(entry => [title(entry), entry] as const))('%s', (_, { recognisedFrom, targetVersion, expect: { change, warning } }) => {
    const { code, stderr, written, out } = migrate(recognisedFrom, ...versionOptions(targetVersion));
    expect([code, stderr.includes('error')]).toEqual([0, false]);
    const documents = written.flatMap(documentsIn);
    const text = written.map(path => readFileSync(path, 'utf8')).join('\n');
    for (const each of change) {
      const value = (document: unknown) => valueAt(document, each.path);
      if (isText(each) || each.path === 'proxy-mode') {
        if (each.to === null) expect(text).not.toContain(`${each.path}=${String(each.from)}`);
        else expect(text).toContain(each.path.startsWith('--') ? `${each.path}=${String(each.to)}` : String(each.to));
      } else if (each.to === null) {
        for (const document of documents) expect(value(document)).not.toEqual(each.from);
      } else {
        expect(documents.map(value)).toContainEqual(each.to);
      }
    }
    // What users have to be told is in the findings.
    if (warning !== undefined) expect(readFileSync(join(out, 'findings.md'), 'utf8')).toMatch(/distribution-(?:settings-lost|side-effects)|node-nft-without-json/);
  });

  test.each(changing.map(entry => [title(entry), entry] as const))('%s: read again it is nftables mode', (_, { recognisedFrom, targetVersion }) => {
    const { written } = migrate(recognisedFrom, ...versionOptions(targetVersion));
    const settings = written.filter(path => !/\/calico\/|\/distribution\/canary\/|proxy-extra-args/.test(path));
    // The manifest of a network plugin's chart says nothing of kube-proxy by itself.
    const { stdout } = run('check', ...settings, '--target-version', '1.36', '--format', 'json', '--quiet');
    expect(JSON.parse(stdout)).toMatchObject({ currentMode: 'nftables' });
  });
});

describe('nothing is written', () => {
  const staying = CASES.filter(({ expect: { change } }) => change.length === 0);

  test.each(staying.map(entry => [title(entry), entry] as const))('%s', (_, { recognisedFrom, targetVersion }) => {
    const { code, stderr, paths } = migrate(recognisedFrom, ...versionOptions(targetVersion));
    expect([code, paths]).toEqual([1, []]);
    expect(stderr).toMatchSnapshot();
  });
});
