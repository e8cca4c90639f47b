import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeToFile, writeToStandardOutput } from '../../src/cli/script-output';
import { message } from '../input/objects';

const { writeSync } = fs;
let folder: string;
let written: string;
let sizes: number[];

function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: it fails`), { code });
}

/** Replaces what writes bytes; `accept` answers how many of them are taken, or throws. */
function replaceWrite(accept: (length: number) => number): void {
  jest.spyOn(fs, 'writeSync').mockImplementation(((_: number, bytes: Buffer, offset: number) => {
    const taken = accept(bytes.length - offset);
    written += bytes.toString('latin1', offset, offset + taken);
    sizes.push(taken);
    return taken;
  }) as (fd: number, data: any, offset: any) => number);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
  written = '';
  sizes = [];
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const LINES = Array.from({ length: 20_000 }, (_, i) => `add element ip kube-proxy cluster-ips { 10.96.${i % 256}.${i % 251} }`);
const TEXT = LINES.map(line => `${line}\n`).join('');

test('a large script is written in pieces, and all of it', () => {
  replaceWrite(length => length);
  writeToStandardOutput(LINES);
  expect(written === TEXT).toBe(true);
  expect(sizes.length).toBeGreaterThan(2);
  expect(Math.max(...sizes)).toBeLessThan(257 * 1024);
});

test('what takes a part at a time gets the rest later', () => {
  replaceWrite(length => Math.min(length, 100_000));
  writeToStandardOutput(LINES);
  expect(written === TEXT).toBe(true);
});

test('a pipe that is full is waited for', () => {
  let full = 0;
  replaceWrite(length => {
    if (full++ % 2 === 0) throw failure('EAGAIN');
    return length;
  });
  writeToStandardOutput(LINES);
  expect(written === TEXT).toBe(true);
});

test('a reader that goes away ends the writing, and nothing is generated for it any more', () => {
  let asked = 0;
  replaceWrite(() => {
    throw failure('EPIPE');
  });
  writeToStandardOutput((function* lines() {
    for (const line of LINES) {
      asked++;
      yield line;
    }
  })());
  expect(asked).toBeLessThan(LINES.length);
});

test('other errors are not hidden', () => {
  replaceWrite(() => {
    throw failure('EIO');
  });
  expect(() => writeToStandardOutput(LINES)).toThrow('EIO: it fails');
});

test('a file is there as a whole or not at all', () => {
  const path = join(folder, 'out.nft');
  writeToFile(path, LINES);
  expect(readFileSync(path, 'utf8') === TEXT).toBe(true);
  writeFileSync(path, 'old');
  let calls = 0;
  jest.spyOn(fs, 'writeSync').mockImplementation(((fd: number, bytes: Buffer, offset: number) => {
    if (++calls === 2) throw failure('ENOSPC');
    return writeSync(fd, bytes, offset);
  }) as (fd: number, data: any, offset: any) => number);
  expect(message(() => writeToFile(path, LINES))).toBe(`${path}: can't be written: ENOSPC: it fails`);
  expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['out.nft'], 'old']);
});

test('a mistake while lines are generated leaves nothing behind and is not reported as one of the file', () => {
  const path = join(folder, 'out.nft');
  expect(() => writeToFile(path, (function* lines(): Generator<string> {
    yield 'a';
    throw new TypeError('a mistake');
  })())).toThrow(new TypeError('a mistake'));
  expect(readdirSync(folder)).toEqual([]);
});
