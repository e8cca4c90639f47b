import { readFileSync, readSync, statSync } from 'node:fs';
import { nextDocument } from './documents';
import { type LocatedObject } from './located-object';
import { readObjects } from './read-objects';
import { InputText } from './text';
import { InputError } from '../base/errors';

/** Progress is told after as many more bytes. */
const PROGRESS_STEP = 256 * 1024;

/**
 * The Kubernetes objects in files, one file after another; `-` is standard input.
 *
 * @param paths the files, which are looked for before any of them is read
 * @param onProgress is called now and then with the bytes read so far and the bytes of all files;
 *   those of standard input count from when it has been read
 */
export function* readFiles(paths: readonly string[], onProgress?: (bytesRead: number, bytesTotal: number) => void): Generator<LocatedObject> {
  checkStandardInput(paths);
  let total = 0;
  for (const path of paths) if (path !== '-') total += sizeOf(path);
  let before = 0;
  let found = false;
  for (const path of paths) {
    const content = path === '-' ? readStandardInput() : readWhole(path);
    if (path === '-') total += content.length;
    let told = 0;
    const tell = (bytes: number): void => {
      if (bytes - told < PROGRESS_STEP) return;
      told = bytes;
      onProgress?.(before + Math.min(bytes, content.length), total);
    };
    for (const object of readObjects(content, path, onProgress && tell)) {
      found = true;
      yield object;
    }
    before += content.length;
    onProgress?.(before, total);
  }
  // A list may be empty, but not all that there is.
  if (!found && paths.length > 0) throw new InputError(`${paths.map(path => path === '-' ? '<stdin>' : path).join(', ')}: holds no objects`);
}

/**
 * The contents of files that hold something else than Kubernetes objects, one after another; `-` is standard input.
 *
 * @throws InputError where a file can't be read
 */
export function* readContents(paths: readonly string[]): Generator<{ readonly name: string; readonly content: Buffer }> {
  checkStandardInput(paths);
  for (const path of paths) yield path === '-' ? { name: '<stdin>', content: readStandardInput() } : { name: path, content: readWhole(path) };
}

/**
 * A file of another kind as one text; `-` is standard input.
 *
 * @throws InputError where it can't be read, or is no text
 */
export function readTextFile(path: string): string {
  const text = new InputText(path === '-' ? readStandardInput() : readWhole(path), { name: path === '-' ? '<stdin>' : path, several: false });
  return text.slice(0, text.bytes.length);
}

/** Whether a file has any document, and not only comments or nothing at all. */
export function hasDocuments(path: string): boolean {
  return nextDocument(readWhole(path), { offset: 0, line: 1 }) !== undefined;
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    throw fileError(path, error);
  }
}

function readWhole(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError(path, error);
  }
}

/** All of standard input. Unlike `readFileSync(0)` this waits where input is not there yet. */
function readStandardInput(): Buffer {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(1024 * 1024);
    let length: number;
    try {
      length = readSync(0, chunk, 0, chunk.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A pipe that does not block has nothing to read right now.
      if (code === 'EAGAIN') {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
        continue;
      }
      // The end of a pipe on Windows.
      if (code !== 'EOF') throw fileError('<stdin>', error);
      length = 0;
    }
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
  }
}

/** What a reader has to know of a file that can't be read. */
export function fileError(name: string, error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new InputError(`${name}: no such file`);
    case 'EISDIR':
      return new InputError(`${name}: is a directory`);
    case 'EACCES':
    case 'EPERM':
      return new InputError(`${name}: permission denied`);
    case 'ERR_FS_FILE_TOO_LARGE':
      return new InputError(`${name}: is larger than 2 GiB`);
    default:
      return new InputError(`${name}: ${message}`);
  }
}

/** @throws InputError where standard input is named more than once */
export function checkStandardInput(paths: readonly string[]): void {
  if (paths.filter(path => path === '-').length > 1) throw new InputError('<stdin>: can be read only once');
}
