import { Block, shell, yaml } from './block';
import { DaemonSet, InstallerRemoval, REPLACEMENT_LABEL } from './installers';
import { BRING, HEALTH_CHECK, RemovalFiles, replaces, rollOut } from './parts';

const OF_NODE = '--field-selector spec.nodeName="$NODE"';

/** A part of the way. */
export interface RemovalStep {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The replacement node by node; `cleanup` is what removes the rules of kube-proxy from one. */
export function gradualSteps(installer: InstallerRemoval, namespace: string, cleanup: readonly Block[], files?: RemovalFiles): RemovalStep[] {
  const { daemonSet, replacement } = installer;
  return [
    {
      title: 'Keep kube-proxy off nodes with a label',
      blocks: [
        ...files ? [`First the CiliumNodeConfig, which turns the replacement on where the label is, and lets agents answer health checks on ${HEALTH_CHECK} there:`, shell(`kubectl apply -f ${files.nodeConfig}`)] : [
          `First apply the CiliumNodeConfig kube-proxy-replacement of the app's manifests, which turns the replacement on where the label is, and lets agents answer health checks on ${HEALTH_CHECK} there.`,
        ],
        ...replacement ? installer.change : [],
        ...'impossible' in installer.gradual ? [] : installer.gradual,
        ...replacement ? [`Then ${installer.title} replaces one machine after the other, and the new ones have no kube-proxy:`, shell(...replacement)] : [],
        ...daemonSet ? [shell(patchCommand(daemonSet), `kubectl rollout status -n ${daemonSet.namespace} daemonset/${daemonSet.name} --timeout=30m`)] : [],
      ],
    },
    { title: 'Node by node', blocks: replacement ? newNode(namespace) : nodeByNode(installer, namespace, cleanup, files?.node) },
    {
      title: 'At last, all nodes',
      blocks: [
        ...files ? [
          'When all nodes have the label:',
          ...files.answersHealthChecks ? [] : ['The values do not have kubeProxyReplacementHealthzBindAddr: set it before where load balancers ask port 10256 of nodes, since the CiliumNodeConfig goes.'],
          shell(files.all),
        ] : [
          'When all nodes have the label, in the values:',
          yaml('kubeProxyReplacement: true', `kubeProxyReplacementHealthzBindAddr: "${HEALTH_CHECK}"`),
          BRING,
        ],
        rollOut(namespace, `kubectl delete ciliumnodeconfig -n ${namespace} kube-proxy-replacement`),
        `${files ? '' : 'Take the CiliumNodeConfig out of the app as well. '}New nodes need no label from here on.`,
      ],
    },
  ];
}

function nodeByNode({ daemonSet, leave = [], cleanup }: InstallerRemoval, namespace: string, leftovers: readonly Block[], node = 'worker-1'): Block[] {
  return [
    'One after the other. kube-proxy has to be gone before the agent starts, since both listen for health checks:',
    shell(`NODE=${node}`, 'kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data', `kubectl label node "$NODE" ${REPLACEMENT_LABEL}=true`),
    ...leave,
    shell(
      ...daemonSet ? [`kubectl wait --for=delete pod -n ${daemonSet.namespace} -l ${daemonSet.podLabel} ${OF_NODE} --timeout=5m`] : [],
      ...restart(namespace),
    ),
    'Remove the rules of kube-proxy from the node:',
    ...cleanup ?? leftovers,
    'Then let pods come back:',
    shell('kubectl uncordon "$NODE"'),
  ];
}

function newNode(namespace: string): Block[] {
  return ['Where an agent has started before its node had the label, start it again:', shell('NODE=worker-1', ...restart(namespace))];
}

function restart(namespace: string): string[] {
  const pods = `-n ${namespace} -l k8s-app=cilium ${OF_NODE}`;
  return [
    `kubectl delete pod ${pods}`,
    `kubectl rollout status -n ${namespace} daemonset/cilium --timeout=10m`,
    replaces(namespace, `"$(kubectl get pod ${pods} -o name)"`),
  ];
}

/** A merge patch where the DaemonSet has no affinity, and one more expression where it has one. */
function patchCommand({ namespace, name, hasAffinity }: DaemonSet): string {
  const expression = { key: REPLACEMENT_LABEL, operator: 'NotIn', values: ['true'] };
  const terms = { nodeSelectorTerms: [{ matchExpressions: [expression] }] };
  const patch = hasAffinity
    ? [{ op: 'add', path: '/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/-', value: expression }]
    : { spec: { template: { spec: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } } } } };
  return `kubectl patch -n ${namespace} daemonset/${name} --type=${hasAffinity ? 'json' : 'merge'} --patch '${JSON.stringify(patch)}'`;
}
