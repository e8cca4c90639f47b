import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

const ROOT = join(__dirname, '..', 'src');

const FILES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => file.split(sep).join('/')).sort();

/** What a file imports: a path from src, or the name of a package. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const names = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;]*?\bfrom\s+'([^']+)'|\b(?:import|require)\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g)]
    .map(match => match[1] ?? match[2] ?? match[3]);
  return names.map(name => {
    if (!name.startsWith('.')) return isBuiltin(name) ? `node:${name.replace('node:', '')}` : name;
    const path = relative(ROOT, join(ROOT, dirname(file), name)).split(sep).join('/');
    return existsSync(join(ROOT, `${path}.ts`)) ? `${path}.ts` : `${path}/index.ts`;
  });
}

const IMPORTS = new Map(FILES.map(file => [file, importsOf(file)]));
const isFile = (name: string) => name.endsWith('.ts');
const folderOf = (file: string) => file.includes('/') ? file.slice(0, file.indexOf('/')) : '.';

/** What a folder may import beside itself: other folders, and packages. What is not listed here is not allowed. */
const ALLOWED: { readonly [folder: string]: { readonly folders: readonly string[]; readonly packages: readonly string[] } } = {
  'ruleset': { folders: [], packages: ['node:crypto'] },
  'input': { folders: ['ruleset'], packages: ['js-yaml', 'node:buffer', 'node:fs', 'node:path'] },
  'configuration': { folders: ['ruleset'], packages: [] },
  'kube-proxy-configuration': { folders: ['ruleset', 'configuration', 'input'], packages: [] },
  'kubeadm-configuration': { folders: ['ruleset', 'configuration', 'kube-proxy-configuration'], packages: [] },
  'calico-configuration': { folders: ['ruleset', 'configuration'], packages: [] },
  'distributions': { folders: [], packages: [] },
  'preview': { folders: ['ruleset', 'input', 'kube-proxy-configuration'], packages: ['node:crypto'] },
  'cluster-preview': { folders: ['ruleset', 'input', 'preview'], packages: [] },
  'cluster': { folders: ['ruleset', 'input', 'kube-proxy-configuration', 'calico-configuration', 'distributions', 'preview'], packages: [] },
  'findings': { folders: ['ruleset', 'input', 'configuration', 'kube-proxy-configuration', 'cluster'], packages: [] },
  'reports': {
    folders: ['ruleset', 'input', 'cluster', 'findings'],
    packages: ['node:crypto', 'node:fs', 'node:path', 'node:url', 'node:util'],
  },
  'artifacts': { folders: ['ruleset'], packages: ['cdk8s', 'constructs', 'node:fs', 'node:path'] },
  'api-objects': { folders: ['ruleset'], packages: ['cdk8s', 'constructs'] },
  'props': { folders: ['ruleset', 'configuration'], packages: ['cdk8s'] },
  'kube-proxy': {
    folders: ['ruleset', 'input', 'configuration', 'kube-proxy-configuration', 'preview', 'artifacts', 'api-objects', 'props'],
    packages: ['cdk8s', 'constructs', 'node:crypto'],
  },
  'aks': {
    folders: ['ruleset', 'configuration', 'kube-proxy-configuration', 'artifacts', 'kube-proxy'],
    packages: ['cdk8s', 'constructs', 'node:util'],
  },
  'kubeadm': {
    folders: ['ruleset', 'configuration', 'kube-proxy-configuration', 'kubeadm-configuration', 'artifacts', 'api-objects', 'props', 'kube-proxy'],
    packages: ['cdk8s', 'constructs'],
  },
  'calico': {
    folders: ['ruleset', 'configuration', 'calico-configuration', 'artifacts', 'api-objects', 'kube-proxy'],
    packages: ['cdk8s', 'constructs'],
  },
  'migration': {
    folders: [
      'ruleset', 'input', 'configuration', 'kube-proxy-configuration', 'kubeadm-configuration', 'calico-configuration', 'distributions', 'cluster', 'findings',
    ],
    packages: ['js-yaml'],
  },
  'checks': {
    folders: ['ruleset', 'input', 'configuration', 'cluster', 'findings', 'reports', 'api-objects'],
    packages: ['constructs', 'node:path', 'node:util'],
  },
  'cluster-migration': {
    folders: ['ruleset', 'input', 'kube-proxy-configuration', 'cluster', 'findings', 'reports', 'migration', 'artifacts', 'props', 'kube-proxy'],
    packages: ['constructs'],
  },
  'cli': { folders: ['ruleset', 'input', 'preview', 'cluster', 'findings', 'reports', 'migration'], packages: ['commander', 'node:fs', 'node:path', 'node:util'] },
};

test('the files of src are found, and so are their imports', () => {
  expect(FILES.length).toBeGreaterThan(60);
  expect(IMPORTS.get('ruleset/naming.ts')).toContain('node:crypto');
  expect(IMPORTS.get('cli/main.ts')).toEqual(expect.arrayContaining(['commander', 'cli/preview-command.ts', 'ruleset/errors.ts']));
  expect([...IMPORTS.values()].flat().filter(name => isFile(name) && !existsSync(join(ROOT, name)))).toEqual([]);
});

test('every folder has a place in the order', () => {
  expect([...new Set(FILES.map(folderOf))].filter(folder => folder !== '.').sort()).toEqual(Object.keys(ALLOWED).sort());
});

test.each(Object.entries(ALLOWED))('%s imports what it may', (folder, { folders, packages }) => {
  const strange = FILES.filter(file => folderOf(file) === folder).flatMap(file => IMPORTS.get(file)!
    .filter(name => isFile(name) ? folderOf(name) !== folder && !folders.includes(folderOf(name)) : !packages.includes(name))
    .map(name => `${file} imports ${name}`));
  expect(strange).toEqual([]);
});

test('the ruleset is pure: no library, no file, no clock, no chance, no environment', () => {
  const impure = /\b(?:Date|Math\.random|process|console|setTimeout|fetch|randomBytes|performance)\b/;
  const strange = FILES.filter(file => folderOf(file) === 'ruleset').flatMap(file => {
    const code = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    return impure.test(code) ? [`${file}: ${impure.exec(code)![0]}`] : [];
  });
  expect(strange).toEqual([]);
});

test('no file imports itself, by whatever way', () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (path.includes(file) || done.has(file)) return;
    for (const name of (IMPORTS.get(file) ?? []).filter(isFile)) visit(name, [...path, file]);
    done.add(file);
  };
  for (const file of FILES) visit(file, []);
  expect(circles).toEqual([]);
});
