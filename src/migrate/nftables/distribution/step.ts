import { PlannedWay } from './planned-way';
import { MigrationFile, MigrationStep, textFile } from '../../step';
import { MigrationPaths } from '../paths';

export function filesOfKey({ files }: PlannedWay, key: string, paths: MigrationPaths): string[] {
  return files.filter(file => file.key === key).map(({ path }) => `${paths.distribution}/${path}`);
}

export function backFilesOfKey({ files }: PlannedWay, key: string, paths: MigrationPaths): string[] {
  return files.filter(file => file.key === key && file.before !== undefined).map(({ path }) => `${paths.rollbackDistribution}/${path}`);
}

/** The settings of the distribution, and those of before. */
export function distributionStep(planned: PlannedWay, paths: MigrationPaths): MigrationStep {
  const { change, files, name, changesConfigMap } = planned;
  const lost = new Set((change.lost ?? []).map(({ field }) => field));
  return {
    id: 'distribution',
    solves: new Set([
      ...changesConfigMap ? [] : ['ipvs-deprecation', 'iptables-default-mode', 'kube-proxy-managed-elsewhere'],
      ...changesConfigMap || lost.has('nftables.masqueradeAll') ? [] : ['masquerade-all'],
      ...changesConfigMap || lost.has('nftables.masqueradeBit') ? [] : ['masquerade-bit'],
      ...change.calico === 'settings' ? ['calico-dataplane'] : [],
    ]),
    files: files.flatMap(({ path, after, before }): MigrationFile[] => [
      exact(`${paths.distribution}/${path}`, after),
      ...before === undefined ? [] : [exact(`${paths.rollbackDistribution}/${path}`, before)],
    ]),
    notices: [
      ...(change.lost ?? []).map(({ field, reason }) => `${name}: ${field} cannot be carried over: ${reason}`),
      ...files.filter(({ isWrittenAnew }) => isWrittenAnew).map(({ path }) => `${paths.distribution}/${path} has the values of the input, but not its comments`),
    ],
    pages: {},
  };
}

/** A file that is given back stays as it is to the last byte, but for the line feed at its end. */
function exact(path: string, text: string): MigrationFile {
  return textFile(path, text);
}
