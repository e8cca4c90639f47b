import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileError, hasDocuments } from './read-files';
import { InputError } from '../base/errors';

/** What kubectl reads of a folder. */
const ENDINGS = /\.(?:yaml|yml|json)$/;

/** The folders of a must-gather that hold objects; beside them are logs and answers of other programs in JSON. */
const MUST_GATHER = ['cluster-scoped-resources', 'namespaces'];

/**
 * The paths with the manifests of each folder in its place, those of folders within it included, as with kubectl's `-R`, in the order of
 * their names. Hidden folders, such as `.git`, and files without anything in them do not count.
 *
 * @throws InputError where a path leads nowhere, or a folder has no manifests
 */
export function expandFolders(paths: readonly string[]): string[] {
  return paths.flatMap(path => path === '-' || !isFolder(path) ? [path] : manifestsIn(path));
}

function manifestsIn(folder: string): string[] {
  const files = [...filesIn(folder, [])];
  if (files.length === 0) throw new InputError(`${folder}: no file in the folder ends with .yaml, .yml or .json`);
  const filled = files.filter(hasObjects);
  if (filled.length === 0) throw new InputError(`${folder}: the files of the folder hold no objects`);
  return filled;
}

/** @param above the real paths of the folders that this one is in: a link to one of them would never end */
function* filesIn(folder: string, above: readonly string[]): Generator<string> {
  const real = realpathSync(folder);
  if (above.includes(real)) return;
  const names = namesIn(folder).sort();
  const isMustGather = names.includes(MUST_GATHER[0]);
  for (const name of isMustGather ? MUST_GATHER.filter(known => names.includes(known)) : names) {
    const path = join(folder, name);
    if (!name.startsWith('.') && isFolder(path, ENDINGS.test(name))) yield* filesIn(path, [...above, real]);
    else if (ENDINGS.test(name) && !isFolder(path)) yield path;
  }
}

/** Large files surely have something in them. */
const SMALL = 64 * 1024;

function hasObjects(path: string): boolean {
  return statSync(path).size > SMALL || hasDocuments(path);
}

/** @param mustExist a link that leads nowhere is an error where it would be read */
function isFolder(path: string, mustExist = true): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (!mustExist) return false;
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
