import { execFileSync } from 'node:child_process';
import fs, {
  closeSync, constants, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, rmSync, statSync, symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeText, writeToFile, writeToStandardOutput } from '../../src/cli/script-output';
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
  expect(message(() => writeToStandardOutput(LINES))).toBe('standard output: cannot be written: EIO: it fails');
});

test('a mistake while lines are generated is not reported as one of standard output', () => {
  replaceWrite(length => length);
  expect(() => writeToStandardOutput((function* lines(): Generator<string> {
    yield 'a';
    throw new TypeError('a mistake');
  })())).toThrow(new TypeError('a mistake'));
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
  expect(message(() => writeToFile(path, LINES))).toBe(`${path}: cannot be written: ENOSPC: it fails`);
  expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['out.nft'], 'old']);
});

test('a partial file of another run is left alone', () => {
  const path = join(folder, 'out.nft');
  writeFileSync(`${path}.partial`, 'mine');
  writeFileSync(`${path}.1.partial`, 'theirs');
  let during: string[] = [];
  writeToFile(path, (function* lines(): Generator<string> {
    during = readdirSync(folder).sort();
    yield 'a';
  })());
  expect(during).toEqual(['out.nft.1.partial', `out.nft.${process.pid}.partial`, 'out.nft.partial'].sort());
  expect(readdirSync(folder).sort()).toEqual(['out.nft', 'out.nft.1.partial', 'out.nft.partial']);
  expect([path, `${path}.partial`, `${path}.1.partial`].map(name => readFileSync(name, 'utf8'))).toEqual(['a\n', 'mine', 'theirs']);
});

test('a partial file of the same name is not taken for one\'s own', () => {
  const path = join(folder, 'out.nft');
  writeFileSync(`${path}.${process.pid}.partial`, 'theirs');
  expect(message(() => writeToFile(path, LINES))).toMatch(/out\.nft: cannot be written: EEXIST: /);
  expect([readdirSync(folder), readFileSync(`${path}.${process.pid}.partial`, 'utf8')]).toEqual([[`out.nft.${process.pid}.partial`], 'theirs']);
});

test('a symbolic link stays one, and what it leads to is replaced', () => {
  mkdirSync(join(folder, 'there'));
  const [link, second, target] = [join(folder, 'out.nft'), join(folder, 'second.nft'), join(folder, 'there', 'real.nft')];
  writeFileSync(target, 'old');
  symlinkSync(join('there', 'real.nft'), link);
  symlinkSync('out.nft', second);
  writeToFile(second, LINES);
  expect([readlinkSync(link), readlinkSync(second), readFileSync(target, 'utf8') === TEXT]).toEqual([join('there', 'real.nft'), 'out.nft', true]);
  expect([readdirSync(folder).sort(), readdirSync(join(folder, 'there'))]).toEqual([['out.nft', 'second.nft', 'there'], ['real.nft']]);
});

// No device is tried: run as root, a mistake would replace it for the whole machine.
test('a pipe is written as it is, also through a link', () => {
  const [pipe, link] = [join(folder, 'pipe'), join(folder, 'link')];
  execFileSync('mkfifo', [pipe]);
  symlinkSync('pipe', link);
  // With its reader there, opening the pipe for writing does not wait.
  const reader = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    for (const path of [pipe, link]) {
      writeToFile(path, LINES.slice(0, 10));
      const bytes = Buffer.alloc(4096);
      expect(bytes.toString('latin1', 0, readSync(reader, bytes))).toBe(LINES.slice(0, 10).map(line => `${line}\n`).join(''));
    }
  } finally {
    closeSync(reader);
  }
  expect([statSync(pipe).isFIFO(), readlinkSync(link), readdirSync(folder).sort()]).toEqual([true, 'pipe', ['link', 'pipe']]);
});

test('a mistake while lines are generated leaves nothing behind and is not reported as one of the file', () => {
  const path = join(folder, 'out.nft');
  expect(() => writeToFile(path, (function* lines(): Generator<string> {
    yield 'a';
    throw new TypeError('a mistake');
  })())).toThrow(new TypeError('a mistake'));
  expect(readdirSync(folder)).toEqual([]);
});

test('a link to nowhere is followed, as a shell does', () => {
  const place = mkdtempSync(join(tmpdir(), 'output-'));
  try {
    symlinkSync('new.nft', join(place, 'link'));
    writeToFile(join(place, 'link'), ['a', 'b']);
    expect(readFileSync(join(place, 'new.nft'), 'utf8')).toBe('a\nb\n');
    expect(readdirSync(place).sort()).toEqual(['link', 'new.nft']);
  } finally {
    rmSync(place, { recursive: true });
  }
});

describe('a text of any letters', () => {
  const LETTERS = 'Grüße «nft» … 日本 🦀\u0000\ud800\n\nend';
  const UTF_8 = Buffer.from(`${LETTERS}\n`, 'utf8');

  test.each([['without', LETTERS], ['with', `${LETTERS}\n`]])('%s a line feed at its end is UTF-8 with one', (_, text) => {
    const path = join(folder, 'report.md');
    writeText(path, text);
    expect(readFileSync(path)).toEqual(UTF_8);
    replaceWrite(length => length);
    writeText(undefined, text);
    expect(Buffer.from(written, 'latin1')).toEqual(UTF_8);
  });

  test('one larger than a piece, also where a letter would be cut', () => {
    const text = `${'a'.repeat(256 * 1024 - 2)}🦀${'ü'.repeat(300_000)}`;
    writeText(join(folder, 'long.md'), text);
    expect(readFileSync(join(folder, 'long.md'), 'utf8') === `${text}\n`).toBe(true);
  });

  test('none at all is an empty line', () => {
    writeText(join(folder, 'empty.md'), '');
    expect(readFileSync(join(folder, 'empty.md'), 'utf8')).toBe('\n');
  });
});
