import { ChartSettings } from './charts';
import { AmbientContext } from './context';
import { Node } from '../../../cluster/served/node';
import { namesIn } from '../../../programs/istio/charts/effective';

/** The platform that a chart's values name. */
export function platformOf({ values: { values } }: ChartSettings, { version }: AmbientContext): string {
  return String(namesIn(values, version.number).platform.value ?? '');
}

/** Whether the cluster is of a distribution, as its Nodes show it, or as the input says it. */
export function isOf({ cluster }: AmbientContext, distribution: string): boolean {
  return nodesOf(cluster.nodes.values(), distribution).length > 0 || cluster.recognition.distribution?.id === distribution;
}

export function nodesOf(nodes: Iterable<Node>, distribution: string): Node[] {
  return [...nodes].filter(node => node.distribution?.id === distribution);
}

/** Whether values or Nodes say that the cluster is on GKE. */
export function isGke(context: AmbientContext): boolean {
  return isOf(context, 'gke') || [...context.cluster.nodes.values()].some(({ labels }) => labels['cloud.google.com/gke-nodepool'] !== undefined)
    || (['istiod', 'cni', 'ztunnel'] as const).some(chart => context.settings(chart).some(settings => platformOf(settings, context) === 'gke'));
}
