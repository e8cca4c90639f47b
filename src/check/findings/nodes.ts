import { RuleContext } from './rule-context';
import { Node } from '../../cluster/served/node';

/** The Nodes whose kube-proxy can have a mode at all: Windows has one of its own. A Node that doesn't tell counts as Linux. */
export function linuxNodes({ cluster }: RuleContext): Node[] {
  return [...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem !== 'windows');
}
