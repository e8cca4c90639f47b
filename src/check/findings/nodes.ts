import { Cluster } from '../../cluster/cluster';
import { Node } from '../../cluster/served/node';

/** The Nodes whose kube-proxy can have a mode at all: Windows has one of its own. A Node that doesn't tell counts as Linux. */
export function linuxNodes({ cluster }: { readonly cluster: Cluster }): Node[] {
  return [...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem !== 'windows');
}
