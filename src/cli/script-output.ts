import { closeSync, lstatSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { EndGuard, guardPartial } from './partial';
import { InputError } from '../base/errors';

/** Lines are written in pieces of about this many bytes, so that a large script never stands in memory as a whole. */
const PIECE = 256 * 1024;

/**
 * Writes lines to standard output. A reader that goes away (`| head`) ends the writing without an error.
 *
 * @throws InputError where standard output can't be written
 */
export function writeToStandardOutput(lines: Iterable<string>): void {
  try {
    writeLines(1, lines);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw outputError('standard output', error);
  }
}

/**
 * Writes a text of any letters to a file, or to standard output where there is none.
 *
 * @throws InputError where it can't be written
 */
export function writeText(path: string | undefined, text: string): void {
  const line = utf8Line(text.replace(/\n$/, ''));
  if (path === undefined) writeToStandardOutput([line]);
  else writeToFile(path, [line]);
}

/** A text of any letters as a line to be written: a byte is a character in Latin-1, which is what lines are written in. */
export function utf8Line(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * Writes lines to a file, which appears as a whole or not at all. What is not a regular file (a pipe, a device) is written as it is.
 *
 * @throws InputError where the file can't be written
 */
export function writeToFile(path: string, lines: Iterable<string>): void {
  try {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    const target = statSync(path, { throwIfNoEntry: false });
    if (target?.isFile()) replaceFile(isLink ? realpathSync(path) : path, lines);
    else if (target || isLink) writeAndClose(openSync(path, 'w'), lines);
    else replaceFile(path, lines);
  } catch (error) {
    throw outputError(path, error);
  }
}

function replaceFile(path: string, lines: Iterable<string>): void {
  const partial = `${path}.${process.pid}.partial`;
  const file = openSync(partial, 'wx');
  let endGuard: EndGuard | undefined;
  try {
    writeAndClose(file, lines, () => endGuard ??= guardPartial(partial));
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    endGuard?.();
  }
}

/** @param beforePiece called before each piece but the last, so that a short text, which is written at once, needs nothing */
function writeAndClose(file: number, lines: Iterable<string>, beforePiece?: () => void): void {
  try {
    writeLines(file, lines, beforePiece);
  } finally {
    closeSync(file);
  }
}

/** Errors of the file system are for the reader; any other one is a mistake of ours. */
function outputError(name: string, error: unknown): unknown {
  return (error as NodeJS.ErrnoException).code === undefined ? error : new InputError(`${name}: cannot be written: ${reasonOf(error as Error)}`);
}

/** Without the call and its path, which may be that of a file that nobody has named: `ENOENT: no such file or directory`. */
function reasonOf({ message }: Error): string {
  return message.replace(/, \w+ '[\s\S]*'$/, '');
}

/** Lines are put together to texts of about this length: each call of `write` costs as much as some hundred characters. */
const TEXT = 8 * 1024;

/** Scripts are plain ASCII: names are checked, and comments hold nothing else. So a text has as many bytes as characters. */
function writeLines(file: number, lines: Iterable<string>, beforePiece?: () => void): void {
  let piece = Buffer.allocUnsafe(PIECE);
  let used = 0;
  const add = (text: string): void => {
    if (used + text.length > piece.length) {
      beforePiece?.();
      writeAll(file, piece.subarray(0, used));
      used = 0;
      if (text.length > piece.length) piece = Buffer.allocUnsafe(text.length);
    }
    used += piece.write(text, used, 'latin1');
  };
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < TEXT) continue;
    add(text);
    text = '';
  }
  add(text);
  writeAll(file, piece.subarray(0, used));
}

function writeAll(file: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(file, bytes, written);
    } catch (error) {
      // A pipe that does not block is full: its reader needs a moment.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
