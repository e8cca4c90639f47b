import { ANY_NODE, proxierLogs, proxyModeCommand } from './commands';
import { smokeTestLines, stopCriteria } from './tests';
import { paragraphs, shell } from '../../markdown';
import { pagesOf } from '../../step';
import { CANARY_LABEL, CANARY_NAME } from '../canary';
import { MigrationPlan } from '../plan';
import { rolloutDuration } from '../rollout';

/** One node, or a pool, goes first: modes may differ from node to node. */
export function canarySection(plan: MigrationPlan): string[] {
  const { hasCanary, canaryNodes, names, nodes: all, podsAtATime, paths, steps } = plan;
  const { namespace, daemonSet } = names;
  if (!hasCanary) {
    return paragraphs('The input does not have the DaemonSet kube-proxy, so this folder has no canary. Add it (`kubectl get daemonsets -n kube-system -o yaml`) and run this again.');
  }
  const nodes = canaryNodes.length > 0 ? canaryNodes : [ANY_NODE];
  return paragraphs(
    `A second DaemonSet, ${CANARY_NAME}, runs kube-proxy in nftables mode on the nodes that have the label \`${CANARY_LABEL.key}=${CANARY_LABEL.value}\`; the cluster's own DaemonSet leaves these nodes. `
    + 'The patch of the cluster\'s own DaemonSet restarts its pods once, in their current mode. '
    + `Time: ${rolloutDuration(all.length, podsAtATime)} for this rollout (${all.length} nodes, ${podsAtATime} at a time).`,
    shell(
      `kubectl apply -f ${paths.canary}`,
      `kubectl -n ${namespace} patch daemonset ${daemonSet} --type=strategic --patch-file=${paths.canaryPatch}`,
      `kubectl -n ${namespace} rollout status daemonset/${daemonSet}`,
    ),
    ...pagesOf(steps, 'beforeCanary'),
    'Now the first nodes. Connections through the virtual servers of the node may break, so drain it, or accept that. Time: as long as the node takes to drain, and a minute:',
    shell(
      ...nodes.flatMap(node => [`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data`, labelCommand(node)]),
      ...pagesOf(steps, 'onCanary'),
      `kubectl -n ${namespace} rollout status daemonset/${CANARY_NAME}`,
    ),
    'The mode:',
    shell(proxierLogs(names, `k8s-app=${CANARY_NAME}`, nodes.length, 'Using nftables Proxier'), proxyModeCommand(names, nodes[0])),
    ...smokeTestLines(plan, nodes[0]),
    'Then let pods come back, and let the node run under real traffic for as long as you need to trust it: at least a day with its usual peak.',
    shell(...nodes.map(node => `kubectl uncordon ${node}`)),
    ...stopCriteria(plan, 'the end of this step'),
    `Do not run \`kubeadm upgrade\` or anything else that rewrites the DaemonSet ${daemonSet} while there are two of them: without the patch both would run on one node.`,
    'Back from here: remove the label, and the node\'s kube-proxy is the old one again.',
    shell(...nodes.map(node => `kubectl label node ${node} ${CANARY_LABEL.key}-`), ...pagesOf(steps, 'offCanary')),
  );
}

export function labelCommand(node: string): string {
  return `kubectl label node ${node} ${CANARY_LABEL.key}=${CANARY_LABEL.value}`;
}
