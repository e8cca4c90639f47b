import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { NEVER, Room, ROOMS } from '../projenrc/rooms';

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
const roomOf = (file: string) => file.includes('/') ? file.slice(0, file.indexOf('/')) : '.';

/** The packages that a room may import. What is not listed here is not allowed. */
const PACKAGES: Readonly<Record<Room, readonly string[]>> = {
  base: [],
  input: ['js-yaml', 'node:buffer', 'node:fs', 'node:path'],
  programs: [],
  cluster: ['node:crypto'],
  dataplane: ['node:crypto'],
  check: ['node:crypto', 'node:fs', 'node:path', 'node:url', 'node:util'],
  migrate: ['js-yaml'],
  verify: ['node:crypto', 'node:fs', 'node:path'],
  report: ['node:crypto', 'node:fs', 'node:path', 'node:zlib'],
  constructs: ['cdk8s', 'constructs', 'node:crypto', 'node:fs', 'node:path', 'node:util'],
  cli: ['commander', 'node:child_process', 'node:fs', 'node:path', 'node:util'],
};

function mayImport(room: Room, other: string): boolean {
  const below: readonly string[] = ROOMS.slice(0, ROOMS.indexOf(room) + 1);
  return below.includes(other) && !NEVER[room]?.some(name => name === other);
}

test('every room has a place in the order', () => {
  const rooms = new Set(FILES.map(roomOf));
  expect([...rooms].filter(room => room !== '.' && !ROOMS.some(known => known === room))).toEqual([]);
});

test.each(ROOMS)('%s imports what it may', room => {
  const strange = FILES.filter(file => roomOf(file) === room).flatMap(file => IMPORTS.get(file)!
    .filter(name => isFile(name) ? !mayImport(room, roomOf(name)) : !PACKAGES[room].includes(name))
    .map(name => `${file} imports ${name}`));
  expect(strange).toEqual([]);
});

/** Rooms whose answers depend on their inputs alone. */
const PURE = ['base', 'programs', 'cluster', 'dataplane'];

test('what is computed is pure: no file, no clock, no chance, no environment', () => {
  const impure = /\b(?:Date\.now|Math\.random|process|console|setTimeout|fetch(?=\()|randomBytes|performance)\b|\bnew Date\(\)/;
  const strange = FILES.filter(file => PURE.includes(roomOf(file))).flatMap(file => {
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
