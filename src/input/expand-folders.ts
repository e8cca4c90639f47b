import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileError } from './read-files';
import { InputError } from '../base/errors';

/** What kubectl reads of a folder. */
const ENDINGS = /\.(?:yaml|yml|json)$/;

/**
 * The paths with the manifests of each folder in its place, in the order of their names; as with kubectl those of folders within it don't count.
 *
 * @throws InputError where a path leads nowhere, or a folder has no manifests
 */
export function expandFolders(paths: readonly string[]): string[] {
  return paths.flatMap(path => path === '-' || !isFolder(path) ? [path] : manifestsIn(path));
}

function manifestsIn(folder: string): string[] {
  const files = namesIn(folder).filter(name => ENDINGS.test(name)).sort().map(name => join(folder, name)).filter(path => !isFolder(path));
  if (files.length === 0) throw new InputError(`${folder}: the folder has no files that end with .yaml, .yml or .json`);
  return files;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw fileError(path, error);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw fileError(folder, error);
  }
}
