import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message } from './objects';
import { readFiles } from '../../src/input/read-files';

const folder = fs.mkdtempSync(join(tmpdir(), 'input-'));
const file = (name: string, content: string): string => {
  fs.writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const list = (paths: string[]): string[] => [...readFiles(paths)].map(({ object, source }) => `${source.toString()}: ${String(object.kind)}`);

/** Lets standard input answer with these, one after another. */
function standardInput(...answers: (string | { code: string })[]): void {
  const { readSync } = fs;
  jest.spyOn(fs, 'readSync').mockImplementation((...all) => {
    const [fd, buffer] = all;
    if (fd !== 0) return readSync(...all);
    const answer = answers.shift() ?? '';
    if (typeof answer !== 'string') throw Object.assign(new Error('cannot read'), answer);
    return (buffer as Buffer).write(answer);
  });
}

afterEach(() => jest.restoreAllMocks());
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe('readFiles', () => {
  test('reads files one after another', () => {
    const a = file('a.yaml', 'kind: A\n');
    const b = file('b.yaml', '{"kind":"B"}');
    expect(list([a, b, a])).toEqual([`${a}, line 1: A`, `${b}, line 1: B`, `${a}, line 1: A`]);
  });

  test('reads standard input', () => {
    standardInput('kind: ', { code: 'EAGAIN' }, 'A\n---\n', 'kind: B\n');
    expect(list(['-'])).toEqual(['<stdin>, document 1, line 1: A', '<stdin>, document 2, line 3: B']);
    standardInput('kind: A\n', { code: 'EOF' });
    expect(list(['-'])).toEqual(['<stdin>, line 1: A']);
  });

  test('tells the progress', () => {
    const items = Array.from({ length: 10 }, () => `{"a":"${'x'.repeat(99_992)}"}`).join();
    const a = file('a.json', `{"kind":"List","items":[${items}]}`);
    const size = fs.statSync(a).size;
    standardInput('kind: B\n');
    const told: [number, number][] = [];
    expect([...readFiles([a, '-'], (bytes, total) => told.push([bytes, total]))]).toHaveLength(11);
    expect(told.map(([bytes, total]) => [Math.floor(bytes / 100_000), total])).toEqual([[3, size], [6, size], [9, size], [10, size], [10, size + 8]]);
  });

  test('looks for all files first', () => {
    const missing = join(folder, 'missing.yaml');
    const objects = readFiles([file('a.yaml', 'kind: A\n'), missing]);
    expect(message(() => objects.next())).toBe(`${missing}: no such file`);
  });

  test.each([
    ['ENOENT', 'no such file'],
    ['ENOTDIR', 'no such file'],
    ['EISDIR', 'is a directory'],
    ['EACCES', 'permission denied'],
    ['EPERM', 'permission denied'],
    ['ERR_FS_FILE_TOO_LARGE', 'is larger than 2 GiB'],
    ['EIO', 'cannot read'],
  ])('tells what %s means', (code, reason) => {
    standardInput({ code });
    expect(message(() => list(['-']))).toBe(`<stdin>: ${reason}`);
  });

  test('refuses folders, empty files and standard input twice', () => {
    const empty = file('empty.yaml', '');
    expect(message(() => list([folder]))).toBe(`${folder}: is a directory`);
    expect(message(() => list([empty]))).toBe(`${empty}: holds no objects`);
    expect(message(() => list(['-', '-']))).toBe('<stdin>: can be read only once');
  });
});
