/**
 * Writes the API reference: a page for each subject into docs/api, and API.md, which lists every type with a link to its page.
 * One document of all types is larger than code hosts show. `npx projen docgen` runs it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';

const ROOT = join(__dirname, '..');
const FOLDER = 'docs/api';

/** The page of the types below a folder of src, the longest folder that fits being the one that counts. Namespaces have pages of their own. */
const PAGES: Readonly<Record<string, string>> = {
  'base': 'ruleset',
  'check': 'checks',
  'check/advice': 'cni-advisor',
  'check/requests': 'requests',
  'constructs/aks': 'aks',
  'constructs/artifacts': 'artifacts',
  'constructs/calico': 'calico',
  'constructs/checks': 'checks',
  'constructs/kube-proxy': 'kube-proxy',
  'constructs/kubeadm': 'kubeadm',
  'constructs/migration': 'migration',
  'constructs/probe': 'probe',
  'dataplane': 'ruleset',
  'dataplane/compare': 'diff',
  'dataplane/explain': 'explain',
  'programs/cni': 'cni-advisor',
  'programs/kube-proxy': 'migration',
};

const TITLES: Readonly<Record<string, string>> = {
  'aks': 'AKS',
  'artifacts': 'Files beside manifests',
  'calico': 'Calico',
  'checks': 'Checks and findings',
  'cni-advisor': 'Choosing a network plugin',
  'diff': 'Comparing rulesets',
  'explain': 'Explaining packets',
  'kube-proxy': 'kube-proxy',
  'kubeadm': 'kubeadm',
  'migration': 'Migration',
  'probe': 'Facts of nodes',
  'requests': 'Explaining requests',
  'ruleset': 'Rulesets',
};

interface AssemblyType {
  readonly name: string;
  readonly namespace?: string;
  readonly docs?: { readonly summary?: string };
  readonly locationInModule: { readonly filename: string };
}

interface Assembly {
  readonly name: string;
  readonly types: Readonly<Record<string, AssemblyType>>;
  readonly submodules?: Readonly<Record<string, unknown>>;
}

/** A heading of the generator's document, `Constructs` or `Enums`, with the text of one type under it. */
interface Section {
  readonly group: string;
  readonly type: string;
  readonly text: string;
}

export interface ApiPage {
  readonly path: string;
  readonly text: string;
}

/** The pages made from the assembly and what the generator wrote of each of its modules. */
export function apiPages(assembly: Assembly, documents: readonly string[]): ApiPage[] {
  const types = Object.entries(assembly.types);
  const pageOf = new Map(types.map(([type, { namespace, locationInModule }]) => [type, namespace ?? subjectOf(locationInModule.filename)]));
  const sections = documents.flatMap(document => sectionsOf(document, new Set(pageOf.keys())));
  const missing = [...pageOf.keys()].filter(type => !sections.some(section => section.type === type));
  if (missing.length > 0) throw new Error(`the generator wrote nothing about ${missing.join(', ')}`);

  const names = [...new Set(pageOf.values())].sort();
  const pages = names.map(name => ({ path: `${FOLDER}/${name}.md`, text: page(name, sections, pageOf) }));
  return [index(names, sections, pageOf, assembly), ...pages];
}

function subjectOf(filename: string): string {
  let folder = posix.dirname(filename).replace(/^src\/?/, '');
  while (!(folder in PAGES)) {
    if (folder === '.' || folder === '') throw new Error(`${filename}: no page of the API reference is named for it`);
    folder = posix.dirname(folder);
  }
  return PAGES[folder];
}

function titleOf(name: string): string {
  return TITLES[name] ?? `Namespace ${name}`;
}

/** The types that a document of the generator describes. It begins each with a heading that carries the type's name as an id. */
function sectionsOf(document: string, types: ReadonlySet<string>): Section[] {
  const sections: Section[] = [];
  let group = '';
  for (const part of document.split(/^(?=#{2,3} .*<a name="[^"]*" id="[^"]*"><\/a>$)/m)) {
    const [, marks, name, id] = /^(#{2,3}) (.*?) <a name="[^"]*" id="([^"]*)"><\/a>$/m.exec(part) ?? [];
    if (marks === '##') group = name;
    else if (types.has(id)) sections.push({ group, type: id, text: part.trimEnd() });
    else if (marks === '###') throw new Error(`${id} is not a type of the assembly`);
  }
  return sections;
}

function page(name: string, all: readonly Section[], pageOf: ReadonlyMap<string, string>): string {
  const link = (id: string): string => {
    const target = pageOf.get(typeOf(id, type => pageOf.has(type)) ?? '');
    return `${target === undefined || target === name ? '' : `${target}.md`}#${id}`;
  };
  const lines = [`# ${titleOf(name)}`, '', '[All types](../../API.md)', ''];
  let shown = '';
  for (const { group, text } of all.filter(({ type }) => pageOf.get(type) === name)) {
    if (group !== shown) lines.push(`## ${group}`, '');
    shown = group;
    lines.push(text.replace(/href="#([^"]+)"/g, (_, id: string) => `href="${link(id)}"`), '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** The type that an anchor belongs to: the anchor's longest beginning that is one. */
function typeOf(id: string, isType: (name: string) => boolean): string | undefined {
  for (let name = id; name.includes('.'); name = name.slice(0, name.lastIndexOf('.'))) if (isType(name)) return name;
  return undefined;
}

function index(names: readonly string[], sections: readonly Section[], pageOf: ReadonlyMap<string, string>, assembly: Assembly): ApiPage {
  const lines = ['# API reference', '', 'Every type of the library, by subject. The [README](README.md) lists the pages that explain how to use them.', ''];
  for (const name of names) {
    lines.push(`## [${titleOf(name)}](${FOLDER}/${name}.md)`, '');
    for (const { type } of sections.filter(section => pageOf.get(section.type) === name)) {
      const summary = assembly.types[type].docs?.summary;
      lines.push(`- [${assembly.types[type].name}](${FOLDER}/${name}.md#${type})${summary === undefined ? '' : `: ${summary}`}`);
    }
    lines.push('');
  }
  return { path: 'API.md', text: `${lines.join('\n').trimEnd()}\n` };
}

/** What the generator writes of the module itself and of each namespace. */
function documentsOf(assembly: Assembly): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  try {
    const submodules = ['root', ...Object.keys(assembly.submodules ?? {}).map(name => name.slice(assembly.name.length + 1))];
    return submodules.map(submodule => {
      const file = join(folder, `${submodule}.md`);
      execFileSync('npx', ['jsii-docgen', '--output', file, '--submodule', submodule], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
      return readFileSync(file, 'utf8');
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function main(): void {
  const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as Assembly;
  const pages = apiPages(assembly, documentsOf(assembly));
  mkdirSync(join(ROOT, FOLDER), { recursive: true });
  // A page whose subject is gone goes too.
  for (const file of readdirSync(join(ROOT, FOLDER))) rmSync(join(ROOT, FOLDER, file));
  for (const { path, text } of pages) writeFileSync(join(ROOT, path), text);
}

if (require.main === module) main();
