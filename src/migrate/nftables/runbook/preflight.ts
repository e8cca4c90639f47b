import { ANY_NODE, proxierLogs, proxyModeByForward, proxyModeCommand } from './commands';
import { machineLines } from './machines';
import { paragraphs, shell } from '../../markdown';
import { pagesOf } from '../../step';
import { MigrationPlan } from '../plan';

/** Which mode is it really, and is everything at hand for the way back? */
export function preflightSection(plan: MigrationPlan): string[] {
  const { cluster, currentMode, version, names, nodes, exampleNode = ANY_NODE, paths, steps } = plan;
  const { namespace, configMap, daemonSet, labels } = names;
  const withoutImage = proxyModeByForward(names, exampleNode);
  return paragraphs(
    'Time: about half an hour. Nothing changes.',
    `Does kube-proxy run in ${currentMode} mode on every node, and in version ${version.minorText}? An earlier edit of the ConfigMap may be waiting for the next restart.`,
    shell(
      proxierLogs(names, labels, nodes.length, 'Using [a-z0-9]+ Proxier'),
      `kubectl -n ${namespace} get daemonset ${daemonSet} -o jsonpath='{.spec.template.spec.containers[*].image}{"\\n"}'`,
    ),
    'kube-proxy itself reports the mode on its node. (You can delete the pod node-debugger-… that this leaves behind. If the nodes cannot pull busybox, set `IMAGE` to '
    + 'an image that has wget and nc, such as `export IMAGE=registry.example/tools/busybox`.)',
    shell(proxyModeCommand(names, exampleNode)),
    ...withoutImage === undefined ? [] : ['The same without an image, where debugging pods are not allowed:', shell(withoutImage)],
    ...cluster.nodeFacts === undefined ? [
      'Ask all nodes what only they know of their kernels, firewalls and other software. With the answers `check` and `migrate` decide, node by node, '
      + 'what the objects leave open (the pods node-debugger-… can be deleted):',
      shell(
        'npx cdk8s-nftables probe > probe.sh',
        'for node in $(kubectl get nodes -l kubernetes.io/os=linux -o name); do',
        '  kubectl debug "$node" -i --quiet --profile=sysadmin --image=busybox -- sh -s -- --root /host --node "${node#node/}" < probe.sh',
        'done > node-facts.log',
      ),
      'Then run the same command again with `--node-facts node-facts.log`, and look at what is left in the findings.',
    ] : [],
    'Save the current state. The folder rollback/ was made from the objects that you provided; this is the cluster as it is now:',
    shell(
      `kubectl -n ${namespace} get configmap ${configMap} -o yaml > configmap-before.yaml`,
      `kubectl -n ${namespace} get daemonset ${daemonSet} -o yaml > daemonset-before.yaml`,
      ...pagesOf(steps, 'keep'),
      `kubectl diff -f ${paths.configMap}`,
    ),
    '`kubectl diff` shows the change of the ConfigMap, and nothing else.',
    ...currentMode === 'iptables' ? ['These metrics show whether anyone depends on what only iptables mode does (NodePorts on 127.0.0.1, and dropping packets that conntrack calls INVALID). '
      + 'Read them on several nodes; any number other than 0 is a user:',
    shell(`curl -s http://${names.metrics}/metrics | grep -E 'kubeproxy_iptables_(localhost_nodeports_accepted|ct_state_invalid_dropped)_packets_total'`)] : [],
    ...machineLines(plan),
    ...pauseLines(plan),
  );
}

/** A program that writes the DaemonSet again would undo the patch of step 2, and then two kube-proxies run on one node. */
function pauseLines({ reconcilers, names }: MigrationPlan): (string | string[])[] {
  const { namespace, configMap, daemonSet } = names;
  const what = `the DaemonSet ${namespace}/${daemonSet} and the ConfigMap ${namespace}/${configMap}`;
  if (reconcilers.length === 0) {
    return [`Pause whatever writes ${what} (Argo CD, Flux, an operator, an add-on manager) until step 5. Otherwise it undoes the next steps, and two kube-proxies may run on one node. `
      + 'The objects do not name such a program.'];
  }
  return [
    `${reconcilers.map(({ name }) => name).join(' and ')} writes ${what}. Pause it until step 5; otherwise it undoes the next steps, and two kube-proxies may run on one node.`,
    shell(...reconcilers.map(({ pause }) => pause)),
  ];
}
