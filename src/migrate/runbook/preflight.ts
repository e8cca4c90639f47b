import { Names } from './names';
import { paragraphs, shell } from '../markdown';
import { MigrationPlan } from '../plan';

/** Which mode is it really, and is everything at hand for the way back? */
export function preflightSection({ cluster, currentMode, version, calico, rulesetNodes, paths }: MigrationPlan, names: Names): string[] {
  const { namespace, configMap, daemonSet, labels, pods, exampleNode } = names;
  return paragraphs(
    `Does kube-proxy run in ${currentMode} mode on every node, and in version ${version.minorText}? An earlier edit of the ConfigMap may wait for the next restart.`,
    shell(
      `kubectl -n ${namespace} logs -l ${labels} --prefix --tail=-1 --max-log-requests=${pods} | grep -E 'Using [a-z0-9]+ Proxier'`,
      `kubectl -n ${namespace} get daemonset ${daemonSet} -o jsonpath='{.spec.template.spec.containers[*].image}{"\\n"}'`,
    ),
    'kube-proxy itself tells the mode on its node (the pod node-debugger-… that this leaves behind can be deleted):',
    shell(proxyModeCommand(names, exampleNode)),
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
    'Keep what is there now. The folder rollback/ was made from the objects that you gave; this is from the cluster of this moment:',
    shell(
      `kubectl -n ${namespace} get configmap ${configMap} -o yaml > configmap-before.yaml`,
      `kubectl -n ${namespace} get daemonset ${daemonSet} -o yaml > daemonset-before.yaml`,
      ...calico ? [calico.isOperatorManaged ? 'kubectl get installation.operator.tigera.io default -o yaml > installation-before.yaml'
        : 'kubectl get felixconfigurations -o yaml > felixconfigurations-before.yaml'] : [],
      `kubectl diff -f ${paths.configMap}`,
    ),
    '`kubectl diff` shows the change of the ConfigMap, and nothing else.',
    ...currentMode === 'iptables' ? ['These metrics tell whether anybody depends on what only iptables mode does (NodePorts on 127.0.0.1, and dropping packets that conntrack calls INVALID). '
      + 'Read them on several nodes; a number other than 0 is a user:',
    shell(`curl -s http://${names.metrics}/metrics | grep -E 'kubeproxy_iptables_(localhost_nodeports_accepted|ct_state_invalid_dropped)_packets_total'`)] : [],
    ...rulesetNodes.length > 0 ? [
      'On one node of each kind (operating system and kernel), as root, with its ruleset copied there: does the kernel have what the rules need?',
      shell(`unshare --net nft -f ${rulesetNodes.includes(exampleNode) ? exampleNode : rulesetNodes[0]}.nft && echo ok`),
    ] : [],
  );
}

/** Node debugging pods share the node's network. */
export function proxyModeCommand({ metrics }: Names, node: string): string {
  return `kubectl debug node/${node} -it --image=busybox -- wget -qO- http://${metrics}/proxyMode`;
}
