import { ClusterInventory } from './cluster-inventory';
import { PlainObject } from '../../base/objects/fields';
import { describeConfiguration, isKubeProxyConfiguration, readKubeProxyConfigMap } from '../../programs/kube-proxy/config-map';
import { overlay, SourcedObject } from '../planned/overlay';

/**
 * The cluster as it will be once desired objects are applied to those that it has. But where a desired configuration brings kube-proxy
 * to nftables mode, the one that the cluster has stays, and the desired one is kept beside it: rules compare the two.
 *
 * @throws InputError where an object is wrong
 */
export function plannedCluster(desired: readonly SourcedObject[], live: readonly SourcedObject[]): ClusterInventory {
  const showsCurrent = live.some(entry => configurationOf(entry) !== undefined);
  const planned = showsCurrent ? desired.filter(entry => configurationOf(entry)?.mode === 'nftables') : [];
  const laid = overlay(desired.filter(entry => !planned.includes(entry)), live);
  const inventory = new ClusterInventory();
  for (const { object, source } of laid.live) inventory.add(object, source);
  for (const { object, source } of laid.desired) inventory.addDesired(object, source);
  for (const { object, source } of planned) {
    inventory.planKubeProxyConfiguration({ document: configurationOf({ object, source })!, description: describeConfiguration(object, source) });
  }
  return inventory;
}

function configurationOf({ object, source }: SourcedObject): PlainObject | undefined {
  return isKubeProxyConfiguration(object) ? object : readKubeProxyConfigMap(object, source)?.document;
}
