import { Progress } from './terminal';
import { PlainObject } from '../base/objects/fields';
import { Cluster } from '../cluster/cluster';
import { ClusterOptions } from '../cluster/software-objects';
import { expandFolders } from '../input/expand-folders';
import { LocatedObject } from '../input/located-object';
import { readFiles, readPlainText } from '../input/read-files';
import { InstallerFile } from '../programs/distributions/evidence';
import { isInstallerFile } from '../programs/distributions/recognize';

/** Files of installers that hold neither YAML nor JSON: flags, commands and templates. */
function textFile(path: string): InstallerFile | undefined {
  const file = readPlainText(path);
  // What has kinds of objects in it is read as objects, whatever else it looks like.
  return file && !/^["' ]*apiVersion["']?\s*:/m.test(file.text) && isInstallerFile(file) ? file : undefined;
}

/** The objects of the files and folders, with the progress shown on a terminal. */
export function* readWithProgress(paths: readonly string[]): Generator<LocatedObject> {
  const progress = new Progress('reading');
  yield* readFiles(expandFolders(paths), (read, total) => progress.update(read, total));
  progress.end();
}

/** Sees each object that is read, and whether it is one that is laid over the cluster. */
export type ObjectWatcher = (object: PlainObject, isApplied: boolean) => void;

/**
 * The cluster of files and folders.
 *
 * @param applied files and folders that are laid over it, as if they were applied
 * @param options how objects are read, and what the command line says of the distribution
 * @param watch sees all objects, since the cluster keeps only what it makes of them
 */
export function readCluster(
  paths: readonly string[], applied: readonly string[] = [], options: ClusterOptions & DistributionFlags = {}, watch?: ObjectWatcher,
): Cluster {
  const expanded = expandFolders(paths);
  const texts = new Map(expanded.flatMap(path => {
    const file = textFile(path);
    return file ? [[path, file] as const] : [];
  }));
  const cluster = Cluster.of(
    watched(readWithProgress(expanded.filter(path => !texts.has(path))), false, watch), watched(readWithProgress(applied), true, watch),
    options);
  for (const file of texts.values()) cluster.addFile(file);
  stateDistribution(cluster, options);
  return cluster;
}

function* watched(objects: Iterable<LocatedObject>, isApplied: boolean, watch: ObjectWatcher | undefined): Generator<LocatedObject> {
  if (!watch) return yield* objects;
  for (const located of objects) {
    watch(located.object, isApplied);
    yield located;
  }
}

/** What the command line says of the distribution. */
export interface DistributionFlags {
  readonly distribution?: string;
  readonly distributionVersion?: string;
}

/** @throws InputError where a version is none */
export function stateDistribution(cluster: Cluster, { distribution, distributionVersion }: DistributionFlags): void {
  if (distribution !== undefined) cluster.stateDistribution(distribution);
  if (distributionVersion !== undefined) cluster.stateDistributionVersion(distributionVersion);
}
