import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../ruleset/errors';

/** What kubectl reads of a folder. */
const ENDINGS = /\.(?:yaml|yml|json)$/;

/**
 * The paths with the manifests of each folder in its place, in the order of their names; as with kubectl those of folders within it don't count.
 *
 * @throws InputError where a folder has none
 */
export function expandFolders(paths: readonly string[]): string[] {
  return paths.flatMap(path => {
    if (path === '-' || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
    const names = readdirSync(path).filter(name => ENDINGS.test(name)).sort();
    if (names.length === 0) throw new InputError(`${path}: the folder has no files that end with .yaml, .yml or .json`);
    return names.map(name => join(path, name));
  });
}
