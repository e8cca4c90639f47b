import { paragraphs, shell } from '../../markdown';
import { pagesOf } from '../../step';
import { CANARY_LABEL, CANARY_NAME } from '../canary';
import { MigrationPlan } from '../plan';
import { rolloutDuration } from '../rollout';

/** The way back, at any moment. */
export function rollbackSection(plan: MigrationPlan): string[] {
  const { currentMode, names: { namespace, daemonSet }, nodes, podsAtATime, hasCanary, steps, paths } = plan;
  return paragraphs(
    `kube-proxy deletes its nftables tables when it starts in ${currentMode} mode. Connections survive the way back. Time: ${rolloutDuration(nodes.length, podsAtATime)}.`,
    shell(
      `kubectl apply -f ${paths.rollbackConfigMap}`,
      ...hasCanary ? [
        `kubectl label nodes -l ${CANARY_LABEL.key} ${CANARY_LABEL.key}-   # otherwise a later canary would change these nodes at once`,
        `kubectl delete --ignore-not-found -f ${paths.canary}   # where the canary ${CANARY_NAME} still exists`,
        `kubectl -n ${namespace} patch daemonset ${daemonSet} --type=strategic --patch-file=${paths.canaryBackPatch}`,
        ...pagesOf(steps, 'offCanary'),
      ] : [],
      `kubectl -n ${namespace} rollout restart daemonset/${daemonSet}`,
      `kubectl -n ${namespace} rollout status daemonset/${daemonSet}`,
    ),
    ...pagesOf(steps, 'rollback'),
    'If a node keeps nftables rules (because kube-proxy was removed, say), as root:',
    shell('nft delete table ip kube-proxy; nft delete table ip6 kube-proxy'),
    'Go back before a downgrade of kube-proxy below 1.29, which does not know nftables mode and would leave the tables.',
  );
}
