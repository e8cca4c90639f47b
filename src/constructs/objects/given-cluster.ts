import { Cluster } from '../../cluster/cluster';
import { clusterFiles, StatedDistribution, stateDistribution } from '../../cluster/cluster-files';
import { SourcedObject } from '../../cluster/entries';
import { ClusterOptions } from '../../cluster/software-objects';
import { givenObjects } from '../../input/given-objects';
import { readFiles } from '../../input/read-files';
import { InstallerFile } from '../../programs/distributions/evidence';

/** What properties name of a cluster. */
export interface GivenFiles {
  readonly files?: readonly string[];
  readonly objects?: readonly unknown[];
}

/** The same, as it is read. */
export interface GivenInput {
  /** To be read once. */
  readonly objects: Iterable<SourcedObject>;
  /** Files of installers that hold no objects. */
  readonly installer: readonly InstallerFile[];
}

/** @throws InputError where a path leads nowhere; while the objects are read, where a file or an object is wrong */
export function givenInput({ files = [], objects = [] }: GivenFiles): GivenInput {
  const { objects: paths, installer } = clusterFiles(files);
  return { objects: objectsOf(paths, objects), installer };
}

function* objectsOf(paths: readonly string[], objects: readonly unknown[]): Generator<SourcedObject> {
  yield* readFiles(paths);
  yield* givenObjects(objects, 'objects');
}

/**
 * The cluster of such an input.
 *
 * @param options how it is read, and what is said of its distribution
 * @param desired what is to be applied to it
 * @throws InputError where an object is wrong, or something that is said of the distribution
 */
export function givenCluster(
  { objects, installer }: GivenInput, options: ClusterOptions & StatedDistribution, desired: Iterable<SourcedObject> = [],
): Cluster {
  const cluster = Cluster.of(objects, desired, options);
  for (const file of installer) cluster.addFile(file);
  stateDistribution(cluster, options);
  return cluster;
}
