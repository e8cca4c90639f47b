import { ClusterInventory } from './cluster-inventory';
import { readWorkloadInfo } from './workload-info';
import { isKubeProxyConfiguration, readKubeProxyConfigMap } from '../kube-proxy-configuration/config-map';
import { overlay, SourcedObject } from '../preview/overlay';

/**
 * The cluster as it will be once desired objects are applied to those that it has. But kube-proxy is that of today as far as
 * the cluster's objects show it: rules compare with what it does now, and desired objects that move it would hide that.
 *
 * @throws InputError where an object is wrong
 */
export function plannedCluster(desired: readonly SourcedObject[], live: readonly SourcedObject[]): ClusterInventory {
  const ofToday = KUBE_PROXY.filter(isPart => live.some(isPart));
  const laid = overlay(desired.filter(entry => !ofToday.some(isPart => isPart(entry))), live);
  const inventory = new ClusterInventory();
  for (const { object, source } of laid.live) inventory.add(object, source);
  for (const { object, source } of laid.desired) inventory.addDesired(object, source);
  return inventory;
}

/** What tells how kube-proxy runs: its configuration, and the DaemonSet with its version. */
const KUBE_PROXY: readonly ((entry: SourcedObject) => boolean)[] = [
  ({ object, source }) => isKubeProxyConfiguration(object) || readKubeProxyConfigMap(object, source) !== undefined,
  ({ object, source }) => {
    const workload = readWorkloadInfo(object, source);
    return workload?.kind === 'DaemonSet' && workload.containers.some(({ image }) => image.name === 'kube-proxy');
  },
];
