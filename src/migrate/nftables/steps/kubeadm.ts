import { fieldError, InputError, quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { parseYamlDocument } from '../../../input/yaml';
import { KubeProxyConfiguration } from '../../../programs/kube-proxy/kube-proxy-configuration';
import { LiveClusterFiles, liveClusterFiles } from '../../../programs/kubeadm/live-cluster';
import { Block, MigrationFile, MigrationStep, textFile } from '../../step';
import { KubeProxyNames } from '../names';
import { MigrationPaths } from '../paths';

/** kube-proxy's configuration of now and the new one, for a version of kubeadm. */
export interface KubeadmChange {
  readonly before: PlainObject;
  readonly after: KubeProxyConfiguration;
  readonly targetVersion: string;
  readonly targetMinor: number;
  readonly names: KubeProxyNames;
  readonly paths: MigrationPaths;
}

/**
 * What kubeadm does with the mode. A cluster without its ConfigMap whose nodes show no distribution may be one of kubeadm as well, and gets
 * the same text; there are no files for it.
 *
 * @throws InputError where kubeadm of the version can't read the cluster's ClusterConfiguration
 */
export function kubeadmStep(cluster: Cluster, change: KubeadmChange): MigrationStep | undefined {
  const { targetMinor, names, paths } = change;
  const files = cluster.kubeadmConfigMap && filesOf(cluster, change);
  const showsDistribution = [...cluster.nodes.values()].some(({ distribution }) => distribution !== undefined);
  if (!files && showsDistribution) return undefined;
  return {
    id: 'kubeadm',
    solves: new Set(),
    files: files?.all ?? [],
    notices: files?.notices,
    pages: {
      last: [
        ['With kubeadm:', '', ...behavior(targetMinor, names, paths)],
        ...files?.notices.map(notice => `${notice}.`) ?? [],
        ...files ? [`${paths.kubeadm}/kube-proxy-addon.conf combines this cluster's ClusterConfiguration with the new KubeProxyConfiguration. It is another way to switch, and what `
          + `rebuilding the add-on requires. The commands are in ${paths.kubeadm}/COMMANDS.txt.`] : [],
      ],
      rollback: files ? [`With kubeadm: ${paths.rollbackKubeadm}/kube-proxy-addon.conf has the old configuration.`] : [],
    },
  };
}

function behavior(minor: number, { namespace, daemonSet }: KubeProxyNames, paths: MigrationPaths): Block {
  return [
    '- New nodes need nothing: `kubeadm join` ignores a KubeProxyConfiguration in its file, and the node takes its mode from the cluster\'s ConfigMap.',
    minor >= 30
      ? '- `kubeadm upgrade` keeps the mode: it reads the KubeProxyConfiguration from the cluster. It rewrites the ConfigMap without comments and unknown fields.'
      : '- `kubeadm upgrade apply --config` with an InitConfiguration or ClusterConfiguration in the file, and without a KubeProxyConfiguration, resets the mode. Upgrade without --config, or '
        + `with ${paths.kubeadm}/upgrade.conf.`,
    '- `kubeadm init phase addon kube-proxy` is the only command that resets the mode: to the one in its file, or without one to the default. Editing the ConfigMap kubeadm-config '
    + 'does not change the mode.',
    `- \`kubeadm upgrade\` does not restart the pods for a new configuration: \`kubectl -n ${namespace} rollout restart daemonset/${daemonSet}\`.`,
  ];
}

interface KubeadmFiles {
  readonly all: readonly MigrationFile[];
  /** What the files leave out of the cluster's configuration, and why. */
  readonly notices: readonly string[];
}

function filesOf(cluster: Cluster, { before, after, targetVersion, paths }: KubeadmChange): KubeadmFiles {
  const there = liveFiles(cluster, { ...after }, targetVersion);
  const back = liveFiles(cluster, before, targetVersion);
  const all = [
    textFile(`${paths.kubeadm}/${there.addonFile.name}`, there.addonFile.text),
    ...there.upgradeFile ? [textFile(`${paths.kubeadm}/${there.upgradeFile.name}`, there.upgradeFile.text)] : [],
    textFile(`${paths.kubeadm}/COMMANDS.txt`, there.commands),
    textFile(`${paths.rollbackKubeadm}/${back.addonFile.name}`, back.addonFile.text),
  ];
  return { all, notices: there.notices.map(notice => `${paths.kubeadm}/${notice}`) };
}

function liveFiles(cluster: Cluster, configuration: PlainObject, targetVersion: string): LiveClusterFiles {
  const { object, reference } = cluster.kubeadmConfigMap!;
  const text = isPlainObject(object.data) ? object.data.ClusterConfiguration : undefined;
  if (typeof text !== 'string') {
    throw fieldError(object, 'data[ClusterConfiguration]', `${quoted(text)} is not text; expected kubeadm's ClusterConfiguration`, reference.source);
  }
  const where = `${describeReference(reference)}${reference.source === undefined ? '' : ` (${reference.source.toString()})`}`;
  try {
    return liveClusterFiles(parseYamlDocument(text, `${where}, ClusterConfiguration`), configuration, targetVersion);
  } catch (error) {
    throw error instanceof InputError && !error.message.startsWith(where) ? new InputError(`${where}: ${error.message}`) : error;
  }
}
