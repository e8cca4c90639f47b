import { Block, shell, yaml } from './block';
import { DaemonSet, INSTALLERS, InstallerName, InstallerRemoval } from './installers';
import { kubeadmBack, kubeadmChange } from './kubeadm';
import { FormerProxyMode, LEFTOVERS } from './leftovers';

/** What decides how kube-proxy is removed. */
export interface RemovalFacts {
  readonly installer: InstallerName;
  /** `1.34` */
  readonly kubernetesVersion: string;
  /** Those that it may have run in: one, unless nobody knows. */
  readonly modes: readonly FormerProxyMode[];
  /** Whether nodes change one by one, by a label, and not all at once. */
  readonly isGradual: boolean;
  /** The namespace of Cilium. */
  readonly namespace: string;
}

/** A part of the way. */
export interface RemovalStep {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A node with it is one where Cilium replaces kube-proxy: Documentation/configuration/per-node-config.rst. */
export const REPLACEMENT_LABEL = 'io.cilium.migration/kube-proxy-replacement';

/** Where load balancers of clouds ask whether a node is well: kube-proxy's port, which is free only when kube-proxy is gone. */
const HEALTH_CHECK = '0.0.0.0:10256';

/** The way from kube-proxy to its replacement, for a cluster that runs. */
export function removalSteps(facts: RemovalFacts): RemovalStep[] {
  const { isGradual } = facts;
  const installer: InstallerRemoval = INSTALLERS[facts.installer];
  const daemonSet = typeof installer.proxy === 'string' ? undefined : installer.proxy;
  return [
    {
      title: 'Before',
      blocks: [
        // Node by node, the DaemonSet is changed first.
        ...daemonSet && isGradual ? ['Keep what is changed and removed:', shell(saving(daemonSet))] : [],
        'Existing connections to Services break at the switch. Choose a time for it, and drain nodes where that matters.',
      ],
    },
    {
      title: 'Let agents reach the API server without a Service',
      blocks: [
        'Set k8sServiceHost and k8sServicePort in the values of Cilium to an address that is not a Service, and roll the agents out, before anything of kube-proxy is removed:',
        rollOut(facts, `kubectl exec -n ${facts.namespace} daemonset/cilium -c cilium-agent -- printenv KUBERNETES_SERVICE_HOST   # the address that was set`),
      ],
    },
    ...isGradual && daemonSet ? gradual(facts, daemonSet, installer.cleanup ?? leftovers(facts)) : [turnOn(facts)],
    ...stepsAfterReplacement(facts),
  ];
}

/** The way from where Cilium replaces kube-proxy on all nodes, and on its own port answers nobody. */
export function stepsAfterReplacement(facts: RemovalFacts): RemovalStep[] {
  const installer: InstallerRemoval = INSTALLERS[facts.installer];
  const daemonSet = typeof installer.proxy === 'string' ? undefined : installer.proxy;
  return [
    {
      title: `Keep ${installer.title} from bringing kube-proxy back`,
      blocks: [
        // Some delete its objects at once.
        ...daemonSet?.isLeft && !facts.isGradual ? ['Keep what is removed:', shell(saving(daemonSet))] : [],
        ...installer.isKubeadm ? kubeadmChange(facts.kubernetesVersion) : [],
        ...installer.change,
      ],
    },
    ...daemonSet ? [removal(daemonSet)] : [],
    // Node by node, each has been cleaned, and answers.
    ...facts.isGradual ? [] : [{ title: 'Remove its rules from each node', blocks: installer.cleanup ?? leftovers(facts) }, healthCheck(facts)],
    { title: 'The way back', blocks: back(facts, installer, daemonSet) },
  ];
}

function objectsOf({ namespace, name, configMaps }: DaemonSet): string {
  return ['-n', namespace, `daemonset/${name}`, ...configMaps.map(each => `configmap/${each}`)].join(' ');
}

function saving(daemonSet: DaemonSet): string {
  return `kubectl get ${objectsOf(daemonSet)} --ignore-not-found -o yaml > kube-proxy-saved.yaml`;
}

function rollOut({ namespace }: Pick<RemovalFacts, 'namespace'>, ...more: readonly string[]): Block {
  return shell(`kubectl rollout restart -n ${namespace} daemonset/cilium`, `kubectl rollout status -n ${namespace} daemonset/cilium --timeout=30m`, ...more);
}

function leftovers({ modes }: RemovalFacts): Block[] {
  return modes.flatMap(mode => [...modes.length > 1 ? [`If it ran in ${mode} mode:`] : [], ...LEFTOVERS[mode]]);
}

function healthCheck(facts: RemovalFacts): RemovalStep {
  return {
    title: 'Answer health checks of load balancers',
    blocks: [
      'Load balancers of clouds ask port 10256 of nodes, where now nobody answers. In the values:',
      yaml(`kubeProxyReplacementHealthzBindAddr: "${HEALTH_CHECK}"`),
      rollOut(facts),
      // daemon/healthz/kube_proxy_healthz.go; daemon/cmd/kube_proxy_healthz.go in 1.17
      'Not before kube-proxy is gone, since both would listen there: agents of 1.17 stop, and later ones report an error and serve nothing until they start again. Where a load balancer must not miss an answer, go node '
      + 'by node.',
    ],
  };
}

function turnOn(facts: RemovalFacts): RemovalStep {
  return {
    title: 'Turn the replacement on',
    blocks: ['In the values:', yaml('kubeProxyReplacement: true'), rollOut(facts), ...hasReplacement(facts.namespace, 'daemonset/cilium')],
  };
}

function hasReplacement(namespace: string, agent: string): Block[] {
  return ['The agent has to say True:', shell(`kubectl exec -n ${namespace} ${agent} -c cilium-agent -- cilium-dbg status | grep KubeProxyReplacement`)];
}

function removal(daemonSet: DaemonSet): RemovalStep {
  return {
    title: 'Remove kube-proxy',
    blocks: daemonSet.isLeft
      ? [shell(`kubectl delete ${objectsOf(daemonSet)} --ignore-not-found`)]
      : ['It is deleted by what made it. Wait for that:', shell(`kubectl wait --for=delete -n ${daemonSet.namespace} daemonset/${daemonSet.name} --timeout=15m`)],
  };
}

/** Keeps the DaemonSet off labeled nodes: a merge patch where it has no affinity, and one more expression where it has one. */
function patchOf({ namespace, name, hasAffinity }: DaemonSet): string {
  const expression = { key: REPLACEMENT_LABEL, operator: 'NotIn', values: ['true'] };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } } };
  const path = '/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/-';
  const patch = hasAffinity ? [{ op: 'add', path, value: expression }] : { spec: { template: { spec: { affinity } } } };
  return `kubectl patch -n ${namespace} daemonset/${name} --type=${hasAffinity ? 'json' : 'merge'} --patch '${JSON.stringify(patch)}'`;
}

function gradual(facts: RemovalFacts, daemonSet: DaemonSet, cleanup: readonly Block[]): RemovalStep[] {
  const { namespace, name, podLabel, hasAffinity } = daemonSet;
  const ofNode = '--field-selector spec.nodeName="$NODE"';
  return [
    {
      title: 'Keep kube-proxy off nodes with a label',
      blocks: [
        hasAffinity ? 'The expression is added to the node affinity that the DaemonSet has.'
          : 'If the DaemonSet has a node affinity of its own, add the expression to it by hand: the patch takes its place.',
        shell(patchOf(daemonSet), `kubectl rollout status -n ${namespace} daemonset/${name} --timeout=30m`),
        `Apply the CiliumNodeConfig beside this file, which turns the replacement on there, and lets agents answer health checks on ${HEALTH_CHECK}.`,
      ],
    },
    {
      title: 'Node by node',
      blocks: [
        'One after the other. kube-proxy has to be gone before the agent starts, since both listen for health checks:',
        shell(
          'NODE=worker-1',
          'kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data',
          `kubectl label node "$NODE" ${REPLACEMENT_LABEL}=true`,
          `kubectl wait --for=delete pod -n ${namespace} -l ${podLabel} ${ofNode} --timeout=5m`,
          `kubectl delete pod -n ${facts.namespace} -l k8s-app=cilium ${ofNode}`,
          `kubectl rollout status -n ${facts.namespace} daemonset/cilium --timeout=10m`,
          `AGENT=$(kubectl get pod -n ${facts.namespace} -l k8s-app=cilium ${ofNode} -o name)`,
        ),
        ...hasReplacement(facts.namespace, '"$AGENT"'),
        'Remove the rules of kube-proxy from the node:',
        ...cleanup,
        'Then let pods come back:',
        shell('kubectl uncordon "$NODE"'),
      ],
    },
    {
      title: 'At last, all nodes',
      blocks: [
        'When all nodes have the label, in the values:',
        yaml('kubeProxyReplacement: true', `kubeProxyReplacementHealthzBindAddr: "${HEALTH_CHECK}"`),
        rollOut(facts, `kubectl delete ciliumnodeconfig -n ${facts.namespace} kube-proxy-replacement`),
        'New nodes then need no label. Until the DaemonSet is removed, those without it would get kube-proxy, too.',
      ],
    },
  ];
}

function back({ isGradual, kubernetesVersion, namespace }: RemovalFacts, installer: InstallerRemoval, daemonSet: DaemonSet | undefined): Block[] {
  return [
    ...isGradual ? [
      'Of one node, while the DaemonSet of kube-proxy is there:',
      shell(
        'kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data',
        `kubectl label node "$NODE" ${REPLACEMENT_LABEL}-`,
        `kubectl delete pod -n ${namespace} -l k8s-app=cilium --field-selector spec.nodeName="$NODE"`,
        `kubectl rollout status -n ${namespace} daemonset/cilium --timeout=10m`,
        'kubectl uncordon "$NODE"',
      ),
      'As a whole:',
    ] : [],
    'First kube-proxy, and then its replacement: Services work all the time.',
    ...installer.isKubeadm ? kubeadmBack(kubernetesVersion) : [],
    ...installer.back,
    ...daemonSet ? [
      ...daemonSet.isLeft ? ['What was saved has the settings that kube-proxy had. If Kubernetes has been upgraded since, set the version of its image first:'] : [],
      shell(
        ...daemonSet.isLeft ? ['kubectl apply -f kube-proxy-saved.yaml'] : [],
        `kubectl rollout status -n ${daemonSet.namespace} daemonset/${daemonSet.name} --timeout=30m`,
      ),
    ] : ['Wait until kube-proxy runs on all nodes.'],
    'In the values, without kubeProxyReplacementHealthzBindAddr:',
    yaml('kubeProxyReplacement: false'),
    rollOut({ namespace }),
  ];
}
