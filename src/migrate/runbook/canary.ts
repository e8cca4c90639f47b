import { calicoBeforeCanary, calicoOffCanary, calicoOnCanary } from './calico';
import { Names } from './names';
import { verifyCommands } from './verify';
import { CANARY_LABEL, CANARY_NAME } from '../canary';
import { paragraphs, shell } from '../markdown';
import { MigrationPlan } from '../plan';

/** One node, or a pool, goes first: modes may differ from node to node. */
export function canarySection(plan: MigrationPlan, names: Names): string[] {
  const { canary, canaryNodes, calico, paths } = plan;
  const { namespace, daemonSet } = names;
  if (!canary) {
    return paragraphs('The input has no DaemonSet kube-proxy, so there is no canary in this folder. Add it (`kubectl get daemonsets -n kube-system -o yaml`) and run this again.');
  }
  const nodes = canaryNodes.length > 0 ? canaryNodes : ['NODE'];
  const label = (node: string) => `kubectl label node ${node} ${CANARY_LABEL.key}=${CANARY_LABEL.value}`;
  return paragraphs(
    `A second DaemonSet, ${CANARY_NAME}, runs kube-proxy in nftables mode on the nodes that have the label \`${CANARY_LABEL.key}=${CANARY_LABEL.value}\`; the cluster's own one leaves them. `
    + 'The patch of the cluster\'s own DaemonSet restarts its pods once, in the mode that they have.',
    shell(
      `kubectl apply -f ${paths.canary}`,
      `kubectl -n ${namespace} patch daemonset ${daemonSet} --type=strategic --patch-file=${paths.canaryPatch}`,
      `kubectl -n ${namespace} rollout status daemonset/${daemonSet}`,
    ),
    ...calico ? calicoBeforeCanary(calico) : [],
    'Now the first nodes. Connections through the node\'s virtual servers may break, so drain it, or accept that:',
    shell(...nodes.flatMap(node => [`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data`, label(node)]),
      ...calico ? calicoOnCanary(calico, nodes) : [],
      `kubectl -n ${namespace} rollout status daemonset/${CANARY_NAME}`,
      ...nodes.map(node => `kubectl uncordon ${node}`)),
    'Look at it, and let it run under real traffic for as long as you need to believe it:',
    shell(...verifyCommands(names, nodes[0], `k8s-app=${CANARY_NAME}`)),
    'Do not run `kubeadm upgrade` or anything else that writes the DaemonSet kube-proxy anew while there are two of them: without the patch both would run on one node.',
    'Back from here: remove the label, and the node\'s kube-proxy is the old one again.',
    shell(...nodes.map(node => `kubectl label node ${node} ${CANARY_LABEL.key}-`), ...calico ? calicoOffCanary(calico, nodes) : []),
  );
}

/** When all nodes are switched, the canary is not needed any more. */
export function canaryEnd({ canary, canaryNodes, calico, paths }: MigrationPlan, { namespace, daemonSet }: Names): string[] {
  if (!canary) return [];
  return paragraphs(
    'Then the canary\'s nodes go back to the cluster\'s own DaemonSet, which is in the same mode now:',
    shell(
      `kubectl label nodes -l ${CANARY_LABEL.key} ${CANARY_LABEL.key}-`,
      `kubectl -n ${namespace} rollout status daemonset/${daemonSet}`,
      `kubectl delete -f ${paths.canary}`,
      `kubectl -n ${namespace} patch daemonset ${daemonSet} --type=strategic --patch-file=${paths.canaryBackPatch}`,
      ...calico ? calicoOffCanary(calico, canaryNodes) : [],
    ),
  );
}
