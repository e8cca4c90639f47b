import { labelCommand } from './canary';
import { paragraphs, shell } from '../../markdown';
import { Block, pagesOf } from '../../step';
import { CANARY_LABEL, CANARY_NAME } from '../canary';
import { MigrationPlan } from '../plan';
import { rolloutDuration } from '../rollout';

/** The new ConfigMap, and a restart of all pods. */
export function switchSection(plan: MigrationPlan): string[] {
  const { currentMode, nodes, podsAtATime, paths, steps } = plan;
  return paragraphs(
    ...pagesOf(steps, 'beforeSwitch'),
    'The ConfigMap. Nothing changes yet, since kube-proxy only reads it when it starts; but from now on every pod that restarts, and every new node, starts in nftables mode.',
    shell(`kubectl apply -f ${paths.configMap}`),
    currentMode === 'ipvs'
      ? 'The restart, node by node. On each node connections through IPVS break, and new ones fail until the first full sync is complete (seconds; minutes with tens of thousands of '
        + 'Services). Restart host-network pods that keep connections to ClusterIPs afterwards. Where connections matter, '
        + 'continue as in step 2 instead, pool by pool, with drained nodes, and do this step when all nodes have the label: then it changes none of them.'
      : 'The restart, node by node. Established connections survive; new ones fail until the first full sync is complete (seconds; minutes with tens of thousands of Services).',
    `Time: ${rolloutDuration(nodes.length, podsAtATime)} (${nodes.length} nodes, ${podsAtATime} at a time). A rollout of a DaemonSet cannot be paused: to stop halfway, roll back.`,
    ...restart(plan),
    ...pagesOf(steps, 'afterSwitch'),
    ...singleNodes(plan),
    ...stayingNodes(plan),
  );
}

/** Taking the canary back changes the template of the pods as well, so both changes come before one rollout. */
function restart({ hasCanary, names: { namespace, daemonSet }, paths }: MigrationPlan): Block[] {
  const rollout = [`kubectl -n ${namespace} rollout restart daemonset/${daemonSet}`, `kubectl -n ${namespace} rollout status daemonset/${daemonSet}`];
  if (!hasCanary) return [shell(...rollout)];
  return [
    'First the nodes of the canary go back to the cluster\'s own DaemonSet, which starts there in nftables mode; then the canary goes. The patch and the restart are one rollout: every pod restarts once.',
    shell(
      `kubectl label nodes -l ${CANARY_LABEL.key} ${CANARY_LABEL.key}-`,
      `kubectl -n ${namespace} rollout status daemonset/${daemonSet}`,
      `kubectl delete --ignore-not-found -f ${paths.canary}`,
      `kubectl -n ${namespace} patch daemonset ${daemonSet} --type=strategic --patch-file=${paths.canaryBackPatch}`,
      ...rollout,
    ),
  ];
}

/** What single nodes got in step 2 is needed until the same is set for all of them. */
function singleNodes({ hasCanary, steps }: MigrationPlan): Block[] {
  const commands = pagesOf(steps, 'offCanary');
  return hasCanary && commands.length > 0 ? ['Then remove what step 2 has set for single nodes:', shell(...commands)] : [];
}

/** Modes may differ from node to node for as long as it takes; then this is what the cluster looks like. */
function stayingNodes({ hasCanary, blockedNodes, currentMode, names: { namespace, daemonSet }, paths, steps }: MigrationPlan): Block[] {
  if (!hasCanary || blockedNodes.size === 0) return [];
  const kept = [...blockedNodes.keys()];
  const others = `kubectl get nodes -l 'kubernetes.io/os=linux,!${CANARY_LABEL.key}' -o custom-columns=:metadata.name --no-headers | grep -vxF ${kept.map(name => `-e ${name}`).join(' ')}`;
  return [
    `### If a node keeps ${currentMode} mode`,
    `Then do not run the commands of this step. Give all other nodes the label instead; ${kept.length === 1 ? `${kept[0]} stays` : `${kept.length} nodes stay`} in ${currentMode} mode:`,
    shell(
      `for node in $(${others}); do`,
      '  kubectl drain "$node" --ignore-daemonsets --delete-emptydir-data',
      `  ${labelCommand('"$node"')}`,
      `  kubectl -n ${namespace} rollout status daemonset/${CANARY_NAME}`,
      '  kubectl uncordon "$node"',
      'done',
    ),
    [
      'The cluster can stay like this for as long as necessary:',
      '',
      `- There are two DaemonSets and two ConfigMaps: ${daemonSet} for the nodes without the label, ${CANARY_NAME} for those with it. Change and upgrade both.`,
      `- A new node starts in ${currentMode} mode until it gets the label. Have your node template set it (the kubelet's \`--node-labels\`).`,
      `- Whatever rewrites the DaemonSet ${daemonSet} (\`kubeadm upgrade\`, an add-on manager) removes the patch of step 2. Apply ${paths.canaryPatch} again at once.`,
      ...pagesOf(steps, 'mixed').map(line => `- ${line}`),
      '- When the last of these nodes has been upgraded or replaced, label it, and do this step: it changes no node, and leaves one DaemonSet.',
    ],
  ];
}
