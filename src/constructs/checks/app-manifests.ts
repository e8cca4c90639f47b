import { sep } from 'node:path';
import { AppManifests } from './violations';
import { InputError, quoted } from '../../base/errors';
import { isPlainObject } from '../../base/objects/fields';
import { LocatedObject } from '../../input/located-object';
import { hasDocuments, readFiles } from '../../input/read-files';

/** The objects of the manifests that an app has written. */
export interface AppOutput extends AppManifests {
  readonly objects: readonly LocatedObject[];
}

/**
 * Reads an app's manifests.
 *
 * @param manifests the paths of all manifests
 * @param selected the paths within the output folder of those that are to be read; undefined for all
 * @throws InputError where one can't be read, or there is none of a path
 */
export function readAppManifests(manifests: readonly string[], selected: readonly string[] | undefined): AppOutput {
  // A report of nothing would pass.
  if (manifests.length === 0) {
    throw new InputError('NftablesValidation: cdk8s found no manifests to check; expected files in the output folder of the app (cdk8s synth --output, or "output" in cdk8s.yaml)');
  }
  const missing = selected?.filter(entry => !manifests.some(path => isAt(path, entry))) ?? [];
  if (missing.length > 0) {
    throw new InputError(`NftablesValidation: properties.manifests: the app has not written ${missing.map(quoted).join(', ')}: expected some of ${manifests.join(', ')}`);
  }
  const paths = selected === undefined ? manifests : manifests.filter(path => selected.some(entry => isAt(path, entry)));
  const objects = objectsOf(paths);
  const others = manifests.filter(path => !paths.includes(path)).flatMap(readable);
  return { objects, paths: new Set(paths), ambiguousNames: ambiguousNames([...objects, ...others]) };
}

/** Whether a manifest is the one of a path that may leave out the output folder. */
function isAt(path: string, entry: string): boolean {
  const [at, end] = [path, entry].map(text => text.split(sep).join('/'));
  return at === end || at.endsWith(`/${end}`);
}

/** A chart without objects becomes an empty file. */
function objectsOf(paths: readonly string[]): LocatedObject[] {
  return [...readFiles(paths.filter(hasDocuments))];
}

/** What is not to be checked need not be right either. */
function readable(path: string): LocatedObject[] {
  try {
    return objectsOf([path]);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

function ambiguousNames(objects: readonly LocatedObject[]): Set<string> {
  const seen = new Set<string>();
  const ambiguous = new Set<string>();
  for (const { object: { metadata } } of objects) {
    const name = isPlainObject(metadata) ? metadata.name : undefined;
    if (typeof name !== 'string') continue;
    if (seen.has(name)) ambiguous.add(name);
    seen.add(name);
  }
  return ambiguous;
}
