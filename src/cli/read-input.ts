import { Progress } from './terminal';
import { Cluster } from '../cluster/cluster';
import { expandFolders } from '../input/expand-folders';
import { LocatedObject } from '../input/located-object';
import { readFiles } from '../input/read-files';

/** The objects of the files and folders, with the progress shown on a terminal. */
export function* readWithProgress(paths: readonly string[]): Generator<LocatedObject> {
  const progress = new Progress('reading');
  yield* readFiles(expandFolders(paths), (read, total) => progress.update(read, total));
  progress.end();
}

/**
 * The cluster of files and folders.
 *
 * @param applied files and folders that are laid over it, as if they were applied
 */
export function readCluster(paths: readonly string[], applied: readonly string[] = []): Cluster {
  return Cluster.of(readWithProgress(paths), readWithProgress(applied));
}
