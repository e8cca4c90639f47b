import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeToFile } from './script-output';
import { InputError } from '../ruleset/errors';

/** A file to be written into a folder: a text, or lines of plain ASCII without line feeds. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | (() => Iterable<string>);
}

/**
 * Writes files into a folder, which appears as a whole or not at all. Files that are there already are replaced only where that is
 * allowed, and others in the folder stay.
 *
 * @returns the paths of the files, in their order
 * @throws InputError where the folder is not empty, or can't be written
 */
export function writeFolder(folder: string, files: Iterable<OutputFile>, overwrite: boolean): string[] {
  checkFolder(folder, overwrite);
  const partial = `${folder.replace(/[\\/]+$/, '')}.${process.pid}.partial`;
  const paths: string[] = [];
  try {
    mkdirSync(dirname(partial), { recursive: true });
    mkdirSync(partial);
    for (const { path, content } of files) {
      const target = join(partial, path);
      mkdirSync(dirname(target), { recursive: true });
      if (typeof content === 'string') writeFileSync(target, content, { flag: 'wx' });
      else writeToFile(target, content());
      paths.push(path);
    }
    moveInto(folder, partial, paths);
    return paths;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === undefined ? error : new InputError(`${folder}: can't be written: ${(error as Error).message}`);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Checked before the work, which may take long, and not only after it. */
export function checkFolder(folder: string, overwrite: boolean): void {
  const target = statSync(folder, { throwIfNoEntry: false });
  if (!target) return;
  if (!target.isDirectory()) throw new InputError(`${folder}: is no folder`);
  if (!overwrite && readdirSync(folder).length > 0) {
    throw new InputError(`${folder}: is not empty: expected a new folder, or --force to replace the files of an earlier run`);
  }
}

function moveInto(folder: string, partial: string, paths: readonly string[]): void {
  if (!existsSync(folder)) {
    renameSync(partial, folder);
    return;
  }
  for (const path of paths) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(partial, path), target);
  }
}
