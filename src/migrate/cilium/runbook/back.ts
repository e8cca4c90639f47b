import { AFTER_REBOOT, BEFORE_REBOOT, DRAIN, helm, NEW_AGENT, RESTART } from './commands';
import { shellWord } from '../../../base/text/shell';
import { shell } from '../../markdown';
import { Block } from '../../step';
import { environmentChanges, installationPatches } from '../calico-changes';
import { MIGRATION_LABEL, PATHS } from '../paths';
import { CiliumPlan } from '../plan';

/** The way back: of a node, and as a whole. */
export function back(plan: CiliumPlan): Block[] {
  const { calico, clusterCidr, nodes, policies } = plan;
  const patches = installationPatches(calico);
  const environment = environmentChanges(calico);
  return [
    '## The way back',
    'It works until step 5. If step 4 has begun, first the state of step 3 again, in which nodes can move one by one. They keep their labels, and so stay in Cilium:',
    shell(
      `kubectl apply -f ${PATHS.nodeConfig}`,
      helm(plan, PATHS.values),
      ...RESTART,
      ...policies.some(({ policy }) => policy) ? [`kubectl delete -f ${PATHS.policies}`] : [],
    ),
    'Of one node. The label goes, and a new agent comes, before the files: an agent of a node that has moved renames the files of others again as soon as they appear.',
    shell(
      `NODE=${nodes[0] ?? 'worker-1'}`,
      DRAIN,
      `kubectl label node "$NODE" ${MIGRATION_LABEL}-`,
      ...NEW_AGENT,
      BEFORE_REBOOT,
      '# on the node, as root; the files of others have the ending .cilium_bak',
      'rm -f /etc/cni/net.d/05-cilium.conflist && for f in /etc/cni/net.d/*.cilium_bak; do [ -e "$f" ] && mv "$f" "${f%.cilium_bak}"; done',
    ),
    'Reboot the node, and see that its pods have addresses of Calico:',
    shell(
      ...AFTER_REBOOT,
      'kubectl get pods -A -o wide --field-selector spec.nodeName="$NODE"',
      'kubectl uncordon "$NODE"',
    ),
    'As a whole: each node in this way, then Cilium.',
    shell(`kubectl delete -f ${PATHS.nodeConfig}`, 'helm uninstall cilium --namespace kube-system'),
    `Its interfaces and programs stay on nodes until they are rebooted once more, one by one and drained.${patches ?? environment ? ' Only then may Calico look for addresses as before, or it may take that of cilium_host:' : ' Then what was changed for it:'}`,
    shell(
      ...patches ? [`kubectl patch installations.operator.tigera.io default --type=merge --patch-file=${PATHS.installationBack}`] : [],
      ...environment ? [environment.back] : [],
      ...patches ?? environment ? [`kubectl rollout status -n ${shellWord(calico.namespace)} daemonset/calico-node --timeout=30m`] : [],
      `kubectl delete -f ${PATHS.pools}`,
      ...clusterCidr?.configMap ? [
        `kubectl get configmap -n ${shellWord(clusterCidr.configMap.namespace)} ${clusterCidr.configMap.name} -o yaml | sed -E 's#^( *clusterCIDR:).*#\\1 ${clusterCidr.current}#' | kubectl replace -f -`,
        'kubectl rollout restart -n kube-system daemonset/kube-proxy',
      ] : [],
    ),
    'Cilium\'s CustomResourceDefinitions (cilium.io) stay. They harm nothing.',
  ];
}
