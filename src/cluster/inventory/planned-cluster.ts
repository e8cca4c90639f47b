import { ClusterInventory } from './cluster-inventory';
import { PlainObject } from '../../base/objects/fields';
import { isKubeProxyConfiguration, readKubeProxyConfigMap } from '../../programs/kube-proxy/config-map';
import { overlay, SourcedObject } from '../planned/overlay';

/**
 * The cluster as it will be once desired objects are applied to those that it has. But where a desired configuration brings kube-proxy
 * to nftables mode, the one that the cluster has stays: rules compare with the mode of today, which the new one would hide.
 *
 * @throws InputError where an object is wrong
 */
export function plannedCluster(desired: readonly SourcedObject[], live: readonly SourcedObject[]): ClusterInventory {
  const showsToday = live.some(entry => configurationOf(entry) !== undefined);
  const laid = overlay(showsToday ? desired.filter(entry => configurationOf(entry)?.mode !== 'nftables') : desired, live);
  const inventory = new ClusterInventory();
  for (const { object, source } of laid.live) inventory.add(object, source);
  for (const { object, source } of laid.desired) inventory.addDesired(object, source);
  return inventory;
}

function configurationOf({ object, source }: SourcedObject): PlainObject | undefined {
  return isKubeProxyConfiguration(object) ? object : readKubeProxyConfigMap(object, source)?.document;
}
