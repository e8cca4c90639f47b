import { ClusterInventory } from '../../cluster/inventory/cluster-inventory';
import { NodeInfo } from '../../cluster/inventory/node-info';

/** The Nodes whose kube-proxy can have a mode at all: Windows has one of its own. A Node that doesn't tell counts as Linux. */
export function linuxNodes({ cluster }: { readonly cluster: ClusterInventory }): NodeInfo[] {
  return cluster.nodes.filter(({ operatingSystem }) => operatingSystem !== 'windows');
}
