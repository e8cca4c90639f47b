import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, Stats, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { guardPartial } from './partial';
import { writeToFile } from './script-output';
import { InputError } from '../base/errors';

/** A file to be written into a folder: a text, or lines of plain ASCII without line feeds. */
interface ContentFile {
  readonly path: string;
  readonly content: string | (() => Iterable<string>);
}

/** A file that writes itself to a path, or decides that it does not come about. */
interface SelfWrittenFile {
  readonly path: string;
  readonly writeTo: (path: string) => boolean;
}

export type OutputFile = ContentFile | SelfWrittenFile;

/**
 * Writes files into a folder: all of them, or where an error comes up none. Files that are there already are replaced only where that is
 * allowed, and others in the folder stay.
 *
 * @param isOurs whether a file of this path is one of an earlier run: it is removed where this run has none of its path
 * @returns the paths of the files, in their order
 * @throws InputError where the folder is not empty, or can't be written
 */
export function writeFolder(
  folder: string, files: Iterable<OutputFile>, overwrite: boolean, isOurs: (path: string) => boolean = () => false,
): string[] {
  checkFolder(folder, overwrite);
  try {
    return writeChecked(resolve(folder), files, isOurs);
  } catch (error) {
    throw folderError(folder, error);
  }
}

/** Checked before the work, which may take long, and not only after it. */
export function checkFolder(folder: string, overwrite: boolean): void {
  if (folder === '') throw new InputError('the name of the folder is empty');
  try {
    const target = statOf(folder);
    if (!target) return;
    if (!target.isDirectory()) throw new InputError(`${folder}: is not a folder`);
    if (!overwrite && readdirSync(folder).length > 0) {
      throw new InputError(`${folder}: is not empty; expected a new folder, or --force to replace the files of an earlier run`);
    }
  } catch (error) {
    throw folderError(folder, error);
  }
}

function writeChecked(folder: string, files: Iterable<OutputFile>, isOurs: (path: string) => boolean): string[] {
  // A folder that is there may be a mount of its own, and files can be moved only within one file system.
  const exists = existsSync(folder);
  const partial = exists ? join(folder, `.${process.pid}.partial`) : `${folder}.${process.pid}.partial`;
  const parent = dirname(partial);
  const created = mkdirSync(parent, { recursive: true });
  let isWritten = false;
  const endGuard = guardPartial(partial, created === undefined ? [] : foldersUpTo(parent, created));
  try {
    mkdirSync(partial);
    try {
      const paths = writeFiles(partial, files);
      if (exists) {
        moveInto(folder, partial, paths);
        removeOthers(folder, path => isOurs(path) && !paths.includes(path));
      } else {
        renameSync(partial, folder);
      }
      isWritten = true;
      return paths;
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  } finally {
    if (!isWritten && created !== undefined) removeEmpty(parent, created);
    endGuard();
  }
}

function writeFiles(folder: string, files: Iterable<OutputFile>): string[] {
  const paths: string[] = [];
  for (const file of files) {
    const target = join(folder, file.path);
    mkdirSync(dirname(target), { recursive: true });
    if ('writeTo' in file) {
      if (!file.writeTo(target)) continue;
    } else if (typeof file.content === 'string') {
      writeFileSync(target, file.content, { flag: 'wx' });
    } else {
      writeToFile(target, file.content());
    }
    paths.push(file.path);
  }
  return paths;
}

function moveInto(folder: string, partial: string, paths: readonly string[]): void {
  // Looked for before the first file is moved, so that none is where not all can be.
  for (const path of paths) {
    const target = join(folder, path);
    if (statOf(target)?.isDirectory()) throw new InputError(`${target}: is a folder; expected a file, or nothing`);
    mkdirSync(dirname(target), { recursive: true });
  }
  for (const path of paths) renameSync(join(partial, path), join(folder, path));
}

function removeOthers(folder: string, isLeftOver: (path: string) => boolean): void {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => path.split(sep).join('/'));
  // A folder that has a name of ours goes with the last file in it.
  for (const path of entries.filter(entry => isLeftOver(entry) && !lstatSync(join(folder, entry)).isDirectory())) {
    rmSync(join(folder, path));
    removeEmpty(dirname(join(folder, path)), join(folder, path.split('/')[0]));
  }
}

function foldersUpTo(from: string, to: string): string[] {
  return from.length >= to.length ? [from, ...foldersUpTo(dirname(from), to)] : [];
}

/** Removes folders from the inside out, as long as nothing is in them. */
function removeEmpty(from: string, to: string): void {
  try {
    for (const folder of foldersUpTo(from, to)) rmdirSync(folder);
  } catch {
    // Somebody else has put something into it, which is theirs.
  }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Errors of the file system are for the reader; any other one is a mistake of ours, or says it all by itself. */
function folderError(folder: string, error: unknown): unknown {
  return (error as NodeJS.ErrnoException).code === undefined ? error : new InputError(`${folder}: cannot be written: ${(error as Error).message}`);
}
