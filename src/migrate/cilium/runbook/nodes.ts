import { AFTER_REBOOT, BEFORE_REBOOT, cniFiles, DRAIN, helm, NEW_AGENT } from './commands';
import { shell } from '../../markdown';
import { Block } from '../../step';
import { MIGRATION_LABEL, PATHS } from '../paths';
import { CiliumPlan } from '../plan';

/** Cilium on all nodes, where it takes nothing over yet. */
export function install(plan: CiliumPlan): Block[] {
  const { version, carriers } = plan;
  const isMinor = !/\.\d+\./.test(version);
  return [
    '## 2. Cilium beside Calico',
    `Agents start on all nodes, and take nothing over yet.${isMinor ? ` ${version} stands for its newest patch: name that one in all commands, so that the version stays the same on the way.` : ''}`,
    ...carriers.length > 0 ? [`${carriers.join(', ')} installs Cilium: put the values of each step there, in place of the commands of helm.`] : [],
    shell(
      helm(plan, PATHS.values),
      'kubectl rollout status -n kube-system deployment/cilium-operator --timeout=15m',
      'kubectl rollout status -n kube-system daemonset/cilium --timeout=15m',
      `kubectl apply -f ${PATHS.nodeConfig}`,
    ),
    'All pods are still in Calico: there is no CiliumEndpoint, each node still has its file of Calico alone, and agents reach each other.',
    shell('kubectl get ciliumendpoints -A   # No resources found', 'kubectl exec -n kube-system daemonset/cilium -c cilium-agent -- cilium-dbg status --brief', 'kubectl exec -n kube-system daemonset/cilium -c cilium-agent -- cilium-health status'),
  ];
}

/** How one node moves, and how that shows. */
export function perNode({ nodes, movedNodes, cordonedNodes, podCidrs }: CiliumPlan): Block[] {
  const addresses = podCidrs.map(({ text }) => text).join(' and ');
  const overrides = '--overrides="{\\"spec\\":{\\"nodeName\\":\\"$NODE\\",\\"tolerations\\":[{\\"operator\\":\\"Exists\\"}]}}"';
  const show = podCidrs.length > 1 || podCidrs[0].family === 'ip6' ? 'ip -o addr show eth0' : 'ip -4 -o addr show eth0';
  return [
    '## 3. Node by node',
    `${order(nodes)} Let the first one run under real traffic before the others.`,
    ...movedNodes.length > 0 ? [`The label of the migration is already on ${listed(movedNodes)}: see that these have moved, as below.`] : [],
    ...cordonedNodes.length > 0 ? [`Cordoned already: ${listed(cordonedNodes)}. Leave out the last command for those that are to stay so.`] : [],
    ...nodes.length + movedNodes.length === 1 ? ['The cluster has one node: what is drained has nowhere to go, and is down until the node is back.'] : [],
    shell(
      `NODE=${nodes[0] ?? 'worker-1'}`,
      DRAIN,
      `kubectl label node "$NODE" --overwrite ${MIGRATION_LABEL}=true`,
      ...NEW_AGENT,
      cniFiles('05-cilium.conflist, and 10-calico.conflist.cilium_bak'),
      BEFORE_REBOOT,
    ),
    'Without a file of Cilium, its agent is not up yet: look again. Once the file is there, reboot the node, which restarts pods of DaemonSets in the new network and removes interfaces and rules of Calico. Then see that a pod there has one of the new addresses, finds the API server by its name, and reaches it:',
    shell(
      ...AFTER_REBOOT,
      `kubectl run move-test --image=busybox:1.37 --restart=Never ${overrides} -- sh -c "${show}; nc -z -w 5 kubernetes.default.svc 443 && echo reached"`,
      'kubectl wait --for=jsonpath=\'{.status.phase}\'=Succeeded pod/move-test --timeout=2m',
      `kubectl logs move-test   # an address of ${addresses}, and reached`,
      'kubectl delete pod move-test',
      'kubectl get pods -A -o wide --field-selector spec.nodeName="$NODE"   # new addresses, but for pods in the network of the node',
      'kubectl uncordon "$NODE"',
    ),
    'Stop where the test fails, and take that node back.',
  ];
}

function order(nodes: readonly string[]): string {
  return `Workers first, the control plane last${nodes.length > 0 ? `: ${listed(nodes)}` : ''}.`;
}

function listed(nodes: readonly string[]): string {
  const MOST = 20;
  return `${nodes.slice(0, MOST).join(', ')}${nodes.length > MOST ? ` and ${nodes.length - MOST} more` : ''}`;
}
