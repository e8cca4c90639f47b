import fs, { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { InputError } from '../../src/base/errors';
import { checkFolder, OutputFile, writeFolder } from '../../src/cli/output-folder';
import { message } from '../input/objects';

const { writeSync } = fs;
let place: string;
let target: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
  target = join(place, 'migration');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(place, { recursive: true });
});

const FILES: readonly OutputFile[] = [
  { path: 'RUNBOOK.md', content: '# From ipvs – «nftables»\n' },
  { path: 'kube-proxy/deep/configmap.yaml', content: 'a: 1\n' },
  { path: 'rulesets/worker-1.nft', content: () => ['add table ip kube-proxy', 'add chain'] },
];

/** All that is in a folder: the paths of files with their texts, and of empty folders. */
function tree(folder: string): { [path: string]: string } {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return Object.fromEntries(entries.map((entry): [string, string] => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    return [relative(folder, path).split(sep).join('/'), entry.isDirectory() ? '(folder)' : entry.isSymbolicLink() ? `-> ${readlinkSync(path)}` : readFileSync(path, 'utf8')];
  }).filter(([, text], _, all) => text !== '(folder)' || all.length === 1).sort(([a], [b]) => a < b ? -1 : 1));
}

const WRITTEN = {
  'RUNBOOK.md': '# From ipvs – «nftables»\n',
  'kube-proxy/deep/configmap.yaml': 'a: 1\n',
  'rulesets/worker-1.nft': 'add table ip kube-proxy\nadd chain\n',
};

/** Files whose last one fails. */
function* failing(error: Error): Generator<OutputFile> {
  yield* FILES;
  throw error;
}

test('a folder may have the name of a file of ours', () => {
  writeFolder(target, FILES, false);
  const isOurs = (path: string) => ['RUNBOOK.md', 'rulesets', 'rulesets/worker-1.nft'].includes(path);
  expect(writeFolder(target, FILES, true, isOurs)).toEqual(FILES.map(({ path }) => path));
  expect(readdirSync(join(target, 'rulesets'))).toEqual(['worker-1.nft']);
  writeFolder(target, FILES.slice(0, 2), true, isOurs);
  expect(readdirSync(target).sort()).toEqual(['RUNBOOK.md', 'kube-proxy']);
});

test('a new folder, with the paths in their order', () => {
  expect(writeFolder(target, FILES, false)).toEqual(FILES.map(({ path }) => path));
  expect([readdirSync(place), tree(target)]).toEqual([['migration'], WRITTEN]);
});

test.each(['migration/', 'migration//', 'new/parents/migration', 'new/parents/migration/', './migration'])('however it is written: %s', name => {
  writeFolder(`${place}/${name}`, FILES, false);
  expect(tree(place)).toEqual(Object.fromEntries(Object.entries(WRITTEN).map(([path, text]) => [join(name, path), text])));
});

test('relative to the working folder, and the working folder itself', () => {
  const before = process.cwd();
  mkdirSync(join(place, 'empty'));
  try {
    process.chdir(place);
    writeFolder('migration', FILES, false);
    process.chdir(join(place, 'empty'));
    writeFolder('.', FILES, false);
  } finally {
    process.chdir(before);
  }
  expect([readdirSync(place).sort(), tree(target), tree(join(place, 'empty'))]).toEqual([['empty', 'migration'], WRITTEN, WRITTEN]);
});

test('an empty folder that is there is used, and stays the one that it is', () => {
  mkdirSync(target);
  const { ino } = statSync(target);
  writeFolder(target, FILES, false);
  expect([readdirSync(place), tree(target), statSync(target).ino]).toEqual([['migration'], WRITTEN, ino]);
});

test('while it is written into a folder that is there, nothing is beside that, which may be another file system', () => {
  mkdirSync(target);
  let during: string[][] = [];
  writeFolder(target, (function* files(): Generator<OutputFile> {
    yield FILES[0];
    during = [readdirSync(place), readdirSync(target)];
  })(), false);
  expect(during).toEqual([['migration'], [`.${process.pid}.partial`]]);
  expect(readdirSync(target)).toEqual(['RUNBOOK.md']);
});

test('a link to a folder stays one', () => {
  mkdirSync(join(place, 'there'));
  symlinkSync('there', target);
  writeFolder(target, FILES, false);
  expect([readlinkSync(target), tree(join(place, 'there')), readdirSync(place)]).toEqual(['there', WRITTEN, ['migration', 'there']]);
});

describe('a folder that is not empty', () => {
  beforeEach(() => {
    mkdirSync(join(target, 'rulesets'), { recursive: true });
    writeFileSync(join(target, 'RUNBOOK.md'), 'old');
    writeFileSync(join(target, 'rulesets', 'worker-9.nft'), 'old');
    writeFileSync(join(target, 'notes.txt'), 'mine');
  });
  const OLD = { 'RUNBOOK.md': 'old', 'rulesets/worker-9.nft': 'old', 'notes.txt': 'mine' };

  test('is refused, before anything is made', () => {
    let asked = 0;
    const files = (function* make(): Generator<OutputFile> {
      asked++;
      yield* FILES;
    })();
    const expected = `${target}: is not empty; expected a new folder, or --force to replace the files of an earlier run`;
    expect([message(() => checkFolder(target, false)), message(() => writeFolder(target, files, false)), asked]).toEqual([expected, expected, 0]);
    expect([tree(target), readdirSync(place)]).toEqual([OLD, ['migration']]);
  });

  test('gets the files where that is allowed, and keeps all others', () => {
    checkFolder(target, true);
    writeFolder(target, FILES, true);
    expect([tree(target), readdirSync(place)]).toEqual([{ ...OLD, ...WRITTEN }, ['migration']]);
  });

  test('stays as it is where an error comes up', () => {
    expect(() => writeFolder(target, failing(new InputError('no such Node')), true)).toThrow(new InputError('no such Node'));
    expect([tree(target), readdirSync(place)]).toEqual([OLD, ['migration']]);
  });

  test('stays as it is where a folder is in the place of a file', () => {
    mkdirSync(join(target, 'kube-proxy', 'deep', 'configmap.yaml'), { recursive: true });
    expect(message(() => writeFolder(target, FILES, true))).toBe(`${join(target, 'kube-proxy', 'deep', 'configmap.yaml')}: is a folder; expected a file, or nothing`);
    expect([readFileSync(join(target, 'RUNBOOK.md'), 'utf8'), readdirSync(join(target, 'rulesets'))]).toEqual(['old', ['worker-9.nft']]);
  });

  test('stays as it is where a file is in the place of a folder', () => {
    writeFileSync(join(target, 'kube-proxy'), 'mine');
    expect(message(() => writeFolder(target, FILES, true))).toMatch(/migration: cannot be written: E[A-Z]+: /);
    expect(tree(target)).toEqual({ ...OLD, 'kube-proxy': 'mine' });
  });
});

describe('an error leaves nothing', () => {
  test.each<[string, Error]>([['of the input', new InputError('Node a: wrong')], ['of ours', new TypeError('a mistake')]])('one %s, which stays what it is', (_, error) => {
    expect(() => writeFolder(target, failing(error), false)).toThrow(error);
    expect(readdirSync(place)).toEqual([]);
  });

  test('and parents that were made for it go as well, but no others', () => {
    mkdirSync(join(place, 'own'));
    expect(() => writeFolder(join(place, 'own', 'a', 'b', 'migration'), failing(new InputError('x')), false)).toThrow(new InputError('x'));
    expect([readdirSync(place), readdirSync(join(place, 'own'))]).toEqual([['own'], []]);
  });

  test('but what somebody else has put into such a parent stays', () => {
    const parent = join(place, 'a', 'b');
    expect(() => writeFolder(join(parent, 'migration'), (function* files(): Generator<OutputFile> {
      yield FILES[0];
      writeFileSync(join(parent, 'theirs'), '');
      throw new InputError('x');
    })(), false)).toThrow(new InputError('x'));
    expect(readdirSync(parent)).toEqual(['theirs']);
  });

  test('a full disk', () => {
    jest.spyOn(fs, 'writeSync').mockImplementation(((fd: number, data: Buffer, offset: number) => {
      if (fd > 2) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      return writeSync(fd, data, offset);
    }) as (fd: number, data: any, offset: any) => number);
    expect(message(() => writeFolder(target, FILES, false))).toBe(`${target}: cannot be written: ENOSPC: no space left on device`);
    expect(readdirSync(place)).toEqual([]);
  });

  test('two files of one path are a mistake', () => {
    expect(message(() => writeFolder(target, [FILES[0], FILES[0]], false))).toMatch(/^.*migration: cannot be written: EEXIST: /);
    expect(readdirSync(place)).toEqual([]);
  });
});

test('a partial folder of the same name is not taken for one\'s own', () => {
  const partial = `${target}.${process.pid}.partial`;
  mkdirSync(partial);
  writeFileSync(join(partial, 'theirs'), '');
  expect(message(() => writeFolder(target, FILES, false))).toMatch(/migration: cannot be written: EEXIST: /);
  expect([readdirSync(place), readdirSync(partial)]).toEqual([[`migration.${process.pid}.partial`], ['theirs']]);
});

test('a file in the place of the folder, or of its parent, and no name at all', () => {
  writeFileSync(target, 'mine');
  const inside = join(target, 'inside');
  for (const check of [(name: string) => checkFolder(name, true), (name: string) => void writeFolder(name, FILES, true)]) {
    expect(message(() => check(target))).toBe(`${target}: is not a folder`);
    expect(message(() => check(inside))).toMatch(/inside: cannot be written: ENOTDIR: /);
    expect(message(() => check(''))).toBe('the name of the folder is empty');
  }
  expect(tree(place)).toEqual({ migration: 'mine' });
});

test('a link to nowhere is no folder', () => {
  symlinkSync('nowhere', target);
  expect(message(() => writeFolder(target, FILES, false))).toMatch(/migration: cannot be written: /);
  expect(readdirSync(place)).toEqual(['migration']);
});

test('a place that the file system refuses is an error for the reader', () => {
  jest.spyOn(fs, 'mkdirSync').mockImplementation(() => {
    throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
  });
  expect(message(() => writeFolder(target, FILES, false))).toBe(`${target}: cannot be written: EROFS: read-only file system`);
});
