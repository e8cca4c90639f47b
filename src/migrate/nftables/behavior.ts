import { Cluster } from '../../cluster/cluster';
import { ServiceBehavior } from '../../dataplane/modes/service-behavior';
import { ServiceBehaviorDifference } from '../../dataplane/modes/service-behavior-difference';
import { SUPPORTED_MINORS } from '../../dataplane/versions/kube-proxy-version';
import { KubeProxyConfiguration } from '../../programs/kube-proxy/kube-proxy-configuration';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';

/** What clients notice of the new mode, on nodes that differ in kind. */
export interface PlannedBehavior {
  /** Nodes that are left out, since the comparison would take too long: how many. */
  readonly leftOut: number;
  /** One for each node, made when they are first asked for. */
  readonly differences: () => readonly ServiceBehaviorDifference[];
}

interface BehaviorFacts {
  /** The minor, as in `1.36`. */
  readonly version: string;
  readonly currentMode: ProxyMode;
  readonly configuration: KubeProxyConfiguration;
  /** What messages call the configuration. */
  readonly description: string;
  /** One node of each kind. */
  readonly nodes: readonly string[];
}

/** Nodes times Services up to which all nodes are compared: 10,000 Services with 10 endpoints each take about 10 s on one node. */
const MOST_COMPARISONS = 5000;

/** Compares the current mode with nftables mode; nothing where the version's rules are not known, or there is no node. */
export function planBehavior(cluster: Cluster, facts: BehaviorFacts): PlannedBehavior | undefined {
  const { version, currentMode, configuration, description, nodes } = facts;
  if (nodes.length === 0 || !SUPPORTED_MINORS.some(minor => minor === version)) return undefined;
  const count = Math.min(nodes.length, Math.max(1, Math.floor(MOST_COMPARISONS / Math.max(1, cluster.services.size))));
  let known: readonly ServiceBehaviorDifference[] | undefined;
  const compare = (nodeName: string): ServiceBehaviorDifference => {
    const request = { kubernetesVersion: version, nodeName, nodeFacts: cluster.nodeFacts };
    const before = ServiceBehavior._ofNode(cluster, { ...request, configuration: cluster.kubeProxyConfiguration }, currentMode);
    const planned = { document: { ...configuration }, description };
    return before.compareWith(ServiceBehavior._ofNode(cluster, { ...request, configuration: planned }, ProxyMode.NFTABLES));
  };
  return {
    leftOut: nodes.length - count,
    differences: () => known ??= nodes.slice(0, count).map(compare),
  };
}
