import { Progress } from './terminal';
import { PlainObject } from '../base/objects/fields';
import { Cluster } from '../cluster/cluster';
import { clusterFiles, StatedDistribution, stateDistribution } from '../cluster/cluster-files';
import { ClusterOptions } from '../cluster/software-objects';
import { expandFolders } from '../input/expand-folders';
import { LocatedObject } from '../input/located-object';
import { readFiles } from '../input/read-files';

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
  paths: readonly string[], applied: readonly string[] = [], options: ClusterOptions & StatedDistribution = {}, watch?: ObjectWatcher,
): Cluster {
  const { objects, installer } = clusterFiles(paths);
  const cluster = Cluster.of(watched(readWithProgress(objects), false, watch), watched(readWithProgress(applied), true, watch), options);
  for (const file of installer) cluster.addFile(file);
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
