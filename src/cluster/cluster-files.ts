import { Cluster } from './cluster';
import { InputError, quoted } from '../base/errors';
import { didYouMean } from '../base/text/suggest';
import { expandFolders } from '../input/expand-folders';
import { readPlainText } from '../input/read-files';
import { InstallerFile } from '../programs/distributions/evidence';
import { DISTRIBUTION_IDS } from '../programs/distributions/ids';
import { isInstallerFile } from '../programs/distributions/recognize';

/** The files of a cluster, by what they hold. */
export interface ClusterFiles {
  /** The paths of those with objects, or with values of charts. */
  readonly objects: readonly string[];
  /** Those of installers that hold neither YAML nor JSON: flags, commands and templates. */
  readonly installer: readonly InstallerFile[];
}

/**
 * @param paths files, and folders of them
 * @throws InputError where one does not exist
 */
export function clusterFiles(paths: readonly string[]): ClusterFiles {
  const objects: string[] = [];
  const installer: InstallerFile[] = [];
  for (const path of expandFolders(paths)) {
    const file = installerFile(path);
    if (file) installer.push(file);
    else objects.push(path);
  }
  return { objects, installer };
}

function installerFile(path: string): InstallerFile | undefined {
  const file = readPlainText(path);
  // What has kinds of objects in it is read as objects, whatever else it looks like.
  return file && !/^["' ]*apiVersion["']?\s*:/m.test(file.text) && isInstallerFile(file) ? file : undefined;
}

/** What somebody says of the distribution of a cluster. */
export interface StatedDistribution {
  /** Its id. */
  readonly distribution?: string;
  /** Its own version, where it is another one than that of Kubernetes. */
  readonly distributionVersion?: string;
}

/** @throws InputError where the distribution is none of those that there are, or a version is none */
export function stateDistribution(cluster: Cluster, { distribution, distributionVersion }: StatedDistribution): void {
  if (distribution !== undefined) {
    if (!DISTRIBUTION_IDS.includes(distribution)) {
      throw new InputError(`distribution: ${quoted(distribution)} is not one of ${DISTRIBUTION_IDS.join(', ')}${didYouMean(distribution, DISTRIBUTION_IDS)}`);
    }
    cluster.stateDistribution(distribution);
  }
  if (distributionVersion !== undefined) cluster.stateDistributionVersion(distributionVersion);
}
