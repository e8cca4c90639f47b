import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message } from './objects';
import { expandFolders } from '../../src/input/expand-folders';

let folder: string;
const path = (...names: string[]) => join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder is its manifests by name, in its place between the files', () => {
  mkdirSync(path('manifests'));
  for (const name of ['b.yml', 'a.yaml', 'c.json', '10.yaml', '9.yaml', 'README.md', 'd.yaml.bak', 'e.YAML', 'yaml']) writeFileSync(path('manifests', name), '');
  writeFileSync(path('last.txt'), '');
  expect(expandFolders([path('last.txt'), path('manifests'), '-'])).toEqual([
    path('last.txt'), ...['10.yaml', '9.yaml', 'a.yaml', 'b.yml', 'c.json'].map(name => path('manifests', name)), '-',
  ]);
});

test('folders within it don\'t count, whatever they are called, and links do where they lead to files', () => {
  mkdirSync(path('manifests', 'sub.yaml'), { recursive: true });
  writeFileSync(path('manifests', 'sub.yaml', 'hidden.yaml'), '');
  writeFileSync(path('real'), '');
  symlinkSync(path('real'), path('manifests', 'link.yaml'));
  symlinkSync(path('manifests', 'sub.yaml'), path('manifests', 'folder-link.yaml'));
  symlinkSync(path('manifests'), path('link'));
  expect(expandFolders([path('manifests')])).toEqual([path('manifests', 'link.yaml')]);
  expect(expandFolders([path('link')])).toEqual([path('link', 'link.yaml')]);
});

test('a file counts whatever its name is', () => {
  writeFileSync(path('dump'), '');
  expect(expandFolders([path('dump'), path('dump')])).toEqual([path('dump'), path('dump')]);
});

test('- is standard input, also where a folder has that name', () => {
  const before = process.cwd();
  mkdirSync(path('-'));
  try {
    process.chdir(folder);
    expect(expandFolders(['-'])).toEqual(['-']);
  } finally {
    process.chdir(before);
  }
});

test.each<[string, () => string, string]>([
  ['a folder without manifests', () => folder, 'the folder has no files that end with .yaml, .yml or .json'],
  ['a path that leads nowhere', () => path('missing.yaml'), 'no such file'],
  ['a file as a folder', () => path('file', 'x.yaml'), 'no such file'],
  ['a link to nowhere in a folder', () => path('broken', 'gone.yaml'), 'no such file'],
])('%s is an error', (_, of, expected) => {
  writeFileSync(path('file'), '');
  mkdirSync(path('broken'));
  symlinkSync('nowhere', path('broken', 'gone.yaml'));
  expect(message(() => expandFolders([of()]))).toBe(`${of()}: ${expected}`);
});
