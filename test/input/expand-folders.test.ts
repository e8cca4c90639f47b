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
  for (const name of ['b.yml', 'a.yaml', 'c.json', '10.yaml', '9.yaml', 'README.md', 'd.yaml.bak', 'e.YAML', 'yaml']) writeFileSync(path('manifests', name), 'a: 1');
  writeFileSync(path('last.txt'), '');
  expect(expandFolders([path('last.txt'), path('manifests'), '-'])).toEqual([
    path('last.txt'), ...['10.yaml', '9.yaml', 'a.yaml', 'b.yml', 'c.json'].map(name => path('manifests', name)), '-',
  ]);
});

test('folders within it count as well, whatever they are called, and so do links', () => {
  mkdirSync(path('manifests', 'sub.yaml'), { recursive: true });
  writeFileSync(path('manifests', 'sub.yaml', 'inner.yaml'), 'a: 1');
  writeFileSync(path('real'), 'a: 1');
  symlinkSync(path('real'), path('manifests', 'link.yaml'));
  symlinkSync(path('manifests', 'sub.yaml'), path('manifests', 'to-sub'));
  symlinkSync(path('manifests'), path('link'));
  const names = [['link.yaml'], ['sub.yaml', 'inner.yaml'], ['to-sub', 'inner.yaml']];
  expect(expandFolders([path('manifests')])).toEqual(names.map(name => path('manifests', ...name)));
  expect(expandFolders([path('link')])).toEqual(names.map(name => path('link', ...name)));
});

test('links in a circle end', () => {
  mkdirSync(path('a', 'b'), { recursive: true });
  writeFileSync(path('a', 'b', 'x.yaml'), 'a: 1');
  symlinkSync(path('a'), path('a', 'b', 'up'));
  symlinkSync('.', path('a', 'self'));
  expect(expandFolders([path('a')])).toEqual([path('a', 'b', 'x.yaml')]);
});

test('hidden folders and files without anything in them don\'t count', () => {
  mkdirSync(path('m', '.git'), { recursive: true });
  writeFileSync(path('m', '.git', 'x.yaml'), 'a: 1');
  writeFileSync(path('m', 'empty.yaml'), '# nothing\n---\n');
  writeFileSync(path('m', 'x.yaml'), 'a: 1');
  expect(expandFolders([path('m')])).toEqual([path('m', 'x.yaml')]);
});

test('of a must-gather the objects count, and not the answers of other programs', () => {
  for (const name of ['must/image/cluster-scoped-resources/core/nodes', 'must/image/namespaces/shop/core', 'must/image/etcd_info']) mkdirSync(path(name), { recursive: true });
  for (const name of ['cluster-scoped-resources/core/nodes/a.yaml', 'namespaces/shop/core/services.yaml', 'etcd_info/health.json']) writeFileSync(path('must/image', name), '{"a": 1}');
  expect(expandFolders([path('must')])).toEqual([path('must/image/cluster-scoped-resources/core/nodes/a.yaml'), path('must/image/namespaces/shop/core/services.yaml')]);
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
  ['a folder without manifests', () => path('nothing'), 'no file in the folder ends with .yaml, .yml or .json'],
  ['a path that leads nowhere', () => path('missing.yaml'), 'no such file'],
  ['a file as a folder', () => path('file', 'x.yaml'), 'no such file'],
  ['a link to nowhere in a folder', () => path('broken', 'gone.yaml'), 'no such file'],
])('%s is an error', (_, of, expected) => {
  writeFileSync(path('file'), '');
  mkdirSync(path('broken'));
  mkdirSync(path('nothing'));
  symlinkSync('nowhere', path('broken', 'gone.yaml'));
  expect(message(() => expandFolders([of()]))).toBe(`${of()}: ${expected}`);
});
