import { calicoStep } from './calico';
import { canaryEnd } from './canary';
import { Names } from './names';
import { paragraphs, shell } from '../markdown';
import { MigrationPlan } from '../plan';

/** The new ConfigMap, and a restart of all pods. */
export function switchSection(plan: MigrationPlan, names: Names): string[] {
  const { calico, currentMode, paths } = plan;
  const { namespace, daemonSet } = names;
  return [
    ...paragraphs(
      ...calico ? calicoStep(calico, 'before') : [],
      'The ConfigMap. Nothing changes yet, since kube-proxy reads it at its start only; but from now on every pod that restarts, and every new node, comes up in nftables mode.',
      shell(`kubectl apply -f ${paths.configMap}`),
      currentMode === 'ipvs'
        ? 'The restart, node by node. On each node connections through IPVS break, and new ones fail until the first full sync is done (seconds; minutes with tens of thousands of '
          + 'Services). Host-network pods that keep connections to ClusterIPs have to be restarted after it. Where connections matter, '
          + 'go on as in step 2 instead, pool by pool, with drained nodes, and do this step when all nodes have the label: then it changes none of them.'
        : 'The restart, node by node. Established connections live on; new ones fail until the first full sync is done (seconds; minutes with tens of thousands of Services).',
      shell(`kubectl -n ${namespace} rollout restart daemonset/${daemonSet}`, `kubectl -n ${namespace} rollout status daemonset/${daemonSet}`),
      ...calico ? calicoStep(calico, 'after') : [],
    ),
    ...canaryEnd(plan, names),
  ];
}
