import { Cluster } from '../../src/cluster/cluster';
import { NodeRulesetRequest } from '../../src/dataplane/node-rulesets';
import { Ruleset } from '../../src/dataplane/ruleset';
import { Plain } from '../support/builders';

/** The ruleset of `node-a` as it is previewed, for kube-proxy 1.36 unless told otherwise. */
export function preview(objects: readonly Plain[], request: Partial<NodeRulesetRequest> = {}): Ruleset {
  const cluster = Cluster.of(objects.map((object, i) => ({ object, source: `object ${i + 1}` })));
  return Ruleset._ofNode(cluster, { kubernetesVersion: '1.36', nodeName: 'node-a', ...request });
}

/** What is assumed, without what any preview assumes about its ServiceCIDR. */
export function assumptions(objects: readonly Plain[], request: Partial<NodeRulesetRequest> = {}): string[] {
  return preview(objects, request).assumptions.filter(text => !text.startsWith('ServiceCIDR '));
}
