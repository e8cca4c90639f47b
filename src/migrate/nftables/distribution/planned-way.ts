import { SettingFile, settingFiles } from './setting-files';
import { InputError } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { situationOf } from '../../../cluster/kube-proxy/situation';
import { Change, Way } from '../../../programs/distributions/change/change';
import { Situation } from '../../../programs/distributions/change/situation';
import { withValue } from '../../../programs/distributions/change/values';
import { Distribution } from '../../../programs/distributions/distribution';

/** How the distribution of a cluster brings nftables mode. */
export interface PlannedWay {
  readonly distribution: Distribution;
  /** With its form. */
  readonly name: string;
  readonly way: Way;
  readonly situation: Situation;
  readonly change: Change;
  readonly files: readonly SettingFile[];
  /** Whether kube-proxy's ConfigMap is changed as well. */
  readonly changesConfigMap: boolean;
}

/** kube-proxy's configuration without what the distribution does not pass on. */
export function withoutLost(configuration: PlainObject, { lost = [] }: Change): PlainObject {
  return lost.reduce((result, { field }) => withValue(result, field.split('.'), undefined), configuration);
}

/** Whether it rolls out in a way of its own: another one is kube-proxy's ConfigMap, as with kubeadm. */
export function hasOwnRollout({ way, change, changesConfigMap }: PlannedWay): boolean {
  return !changesConfigMap || (way.rollout !== undefined && !change.rollsOutAsKubeadm);
}

/**
 * The way of the cluster's distribution; undefined where nothing shows one, or kube-proxy's ConfigMap is its own.
 *
 * @throws InputError where the distribution cannot bring nftables mode, or has it already
 */
export function plannedWay(cluster: Cluster, targetVersion: string): PlannedWay | undefined {
  const { distribution, name, currentMode } = cluster.recognition;
  const way = distribution?.way;
  if (!distribution || !way) return undefined;
  if (currentMode === 'none') throw new InputError(`${name}: there is no kube-proxy in this cluster, so there is nothing to migrate`);
  const situation = situationOf(cluster, targetVersion);
  if (currentMode === 'nftables' && !way.pins?.(situation)) {
    throw new InputError(`${name}: kube-proxy is already in nftables mode, so there is nothing to migrate; check reports what else to know`);
  }
  const change = way.change(situation);
  if (typeof change === 'string' || 'missing' in change) throw new InputError(`${name}: ${typeof change === 'string' ? change : change.missing}`);
  const changesConfigMap = change.configMap !== undefined && cluster.kubeProxyConfigMap !== undefined;
  const files = settingFiles(change.settings, situation.evidence);
  if (files.length === 0 && !change.configMap) {
    throw new InputError(`${name}: the settings in the input already say nftables mode, so there is nothing to migrate; they may not be on the nodes yet`);
  }
  return files.length === 0 && !changesConfigMap ? undefined : { distribution, name, way, situation, change, files, changesConfigMap };
}
