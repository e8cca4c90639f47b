import { INSTALLERS, InstallerName, InstallerRemoval, REPLACEMENT_LABEL } from './installers';
import { isBefore, parseVersion } from '../../../base/version/version';

/** What decides how kube-proxy is removed. */
export interface RemovalFacts {
  readonly installer: InstallerName;
  /** `1.34` */
  readonly kubernetesVersion: string;
  readonly mode: 'iptables' | 'ipvs' | 'nftables';
  /** Whether nodes change one by one, by a label, and not all at once. */
  readonly isGradual: boolean;
  /** The namespace of Cilium. */
  readonly namespace: string;
}

/** A part of the way, with its lines; those that are indented are commands or files. */
export interface RemovalStep {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The port of kube-proxy's own health check, which load balancers of clouds look at. */
const HEALTHZ = '0.0.0.0:10256';
const SAVED = 'kube-proxy-saved.yaml';

/** The way from kube-proxy to its replacement, for a cluster that runs. */
export function removalSteps(facts: RemovalFacts): RemovalStep[] {
  const installer: InstallerRemoval = INSTALLERS[facts.installer];
  const roll = rollOut(facts.namespace);
  return [
    {
      title: 'Save what is removed',
      lines: [
        ...installer.configMaps ? [`  kubectl get -n kube-system ${objectsOf(installer.configMaps)} --ignore-not-found -o yaml > ${SAVED}`] : [],
        ...installer.save,
        'Existing connections to Services break at the switch. Choose a time for it, and drain nodes where that matters.',
      ],
    },
    {
      title: 'Let agents reach the API server without a Service',
      lines: ['Set k8sServiceHost and k8sServicePort in the values of Cilium, before anything of kube-proxy is removed, and roll its agents out:', ...roll],
    },
    ...facts.isGradual ? gradual(installer, facts.namespace) : [{
      title: 'Turn the replacement on',
      lines: [
        'Set kubeProxyReplacement: true, and leave kubeProxyReplacementHealthzBindAddr alone: kube-proxy still has the port, so agents would not answer there, and those of 1.17 would end.',
        ...roll,
        `  kubectl exec -n ${facts.namespace} daemonset/cilium -- cilium-dbg status | grep KubeProxyReplacement`,
      ],
    }],
    ...facts.isGradual && installer.configMaps === undefined ? [] : [{
      title: `Keep ${installer.title} from bringing kube-proxy back`,
      lines: [...installer.change, ...replaceNodes(installer), ...installer.usesKubeadm ? kubeadmLines(facts.kubernetesVersion) : []],
    }],
    ...installer.configMaps ? [{ title: 'Remove kube-proxy', lines: [`  kubectl delete -n kube-system ${objectsOf(installer.configMaps)} --ignore-not-found`] }] : [],
    ...facts.isGradual ? [] : [{
      title: 'Answer health checks of load balancers',
      lines: [
        `Where load balancers check port 10256 of nodes, set kubeProxyReplacementHealthzBindAddr: "${HEALTHZ}" now. Without kube-proxy and without this, they take nodes out;`,
        'node by node (gradual), they do not.',
        ...roll,
      ],
    }],
    { title: 'Remove its rules from each node', lines: [...installer.cleanup ?? leftovers(facts.mode)] },
    { title: 'The way back', lines: wayBack(installer, facts) },
  ];
}

function objectsOf(configMaps: readonly string[]): string {
  return ['daemonset/kube-proxy', ...configMaps.map(name => `configmap/${name}`)].join(' ');
}

function replaceNodes({ title, replacement }: InstallerRemoval): string[] {
  return replacement ? [`Then ${title} replaces one machine after the other, and the new ones have no kube-proxy:`, ...replacement] : [];
}

function rollOut(namespace: string): string[] {
  return [`  kubectl rollout restart -n ${namespace} daemonset/cilium`, `  kubectl rollout status -n ${namespace} daemonset/cilium --timeout=10m`];
}

/** Keeps the DaemonSet off labeled nodes: a merge patch where it has no affinity, and one more expression where it has one. */
function patchCommand(hasAffinity: boolean): string {
  const expression = { key: REPLACEMENT_LABEL, operator: 'NotIn', values: ['true'] };
  const terms = { nodeSelectorTerms: [{ matchExpressions: [expression] }] };
  const patch = hasAffinity
    ? [{ op: 'add', path: '/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/-', value: expression }]
    : { spec: { template: { spec: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } } } } };
  return `  kubectl patch daemonset -n kube-system kube-proxy --type=${hasAffinity ? 'json' : 'merge'} --patch '${JSON.stringify(patch)}'`;
}

function gradual(installer: InstallerRemoval, namespace: string): RemovalStep[] {
  const pods = `-n ${namespace} -l k8s-app=cilium --field-selector spec.nodeName="$NODE"`;
  const isTheOnlyChange = installer.configMaps === undefined;
  return [
    {
      title: 'Keep kube-proxy off nodes with a label',
      lines: [
        'First apply the CiliumNodeConfig that turns the replacement on where the label is, with an answer at port 10256 for load balancers.',
        ...installer.replacement ? installer.change : [],
        ...installer.gradual,
        ...replaceNodes(installer),
        ...isTheOnlyChange ? [] : [patchCommand(installer.hasAffinity ?? false)],
      ],
    },
    {
      title: 'Node by node',
      lines: [
        '  NODE=worker-1',
        ...installer.replacement ? [] : ['  kubectl drain "$NODE" --ignore-daemonsets', `  kubectl label node "$NODE" ${REPLACEMENT_LABEL}=true`],
        ...installer.leave ?? [],
        ...isTheOnlyChange ? [] : ['  kubectl wait pod -n kube-system -l k8s-app=kube-proxy --field-selector spec.nodeName="$NODE" --for=delete --timeout=2m'],
        ...installer.replacement ? ['Where an agent has started before its node had the label, start it again:'] : [],
        `  kubectl delete pod ${pods}`,
        `  kubectl rollout status -n ${namespace} daemonset/cilium --timeout=10m`,
        `  kubectl exec -n ${namespace} "$(kubectl get pod ${pods} -o name)" -- cilium-dbg status | grep KubeProxyReplacement`,
        ...installer.replacement ? [] : ['Remove the rules of kube-proxy from the node, as below, then:', '  kubectl uncordon "$NODE"'],
      ],
    },
    {
      title: 'At last, all nodes',
      lines: [
        `Set kubeProxyReplacement: true and kubeProxyReplacementHealthzBindAddr: "${HEALTHZ}" in the values, then:`,
        ...rollOut(namespace),
        `  kubectl delete ciliumnodeconfig -n ${namespace} kube-proxy-replacement`,
        'Take the CiliumNodeConfig out of the app as well.',
      ],
    },
  ];
}

/**
 * Upstream's advice, to delete the ConfigMap, keeps `kubeadm upgrade` away up to 1.31. From 1.32 kubeadm makes what is missing, unless its own
 * configuration says otherwise; 1.32.0 does not heed that (kubernetes/kubeadm#3137, kubernetes/kubernetes#129418). From 1.31, `kubeadm init` that
 * skips the phase says so in the configuration (cmd/kubeadm/app/cmd/init.go, manageSkippedAddons).
 */
function kubeadmLines(version: string): string[] {
  const parsed = parseVersion(version, 1);
  if (isBefore(parsed, 1, 31)) return ['kubeadm upgrade leaves kube-proxy alone when its ConfigMap is gone.'];
  return [
    ...isBefore(parsed, 1, 32) ? ['kubeadm upgrade to 1.31 leaves kube-proxy alone when its ConfigMap is gone; from 1.32 this is needed:'] : [],
    '  kubectl edit configmap -n kube-system kubeadm-config',
    'In ClusterConfiguration, whose apiVersion has to be kubeadm.k8s.io/v1beta4:',
    '  proxy:',
    '    disabled: true',
    ...parsed?.minor === 32 ? ['kubeadm 1.32.0 does not heed it: use 1.32.1 or later, or --skip-phases=addon/kube-proxy.'] : [],
    'For a new cluster, the same is in the file for kubeadm init, which --skip-phases=addon/kube-proxy adds by itself.',
  ];
}

/**
 * What was saved is made again, and not by `kubeadm init phase addon kube-proxy`: without a file, that makes a kube-proxy with default settings, and
 * saved objects then conflict with those that it has made.
 */
function wayBack(installer: InstallerRemoval, { kubernetesVersion, isGradual, namespace }: RemovalFacts): string[] {
  return [
    ...isGradual && !installer.replacement ? [
      installer.configMaps
        ? 'As long as the DaemonSet exists, a node goes back when its label is removed, and its pod of Cilium deleted. Afterwards:'
        : 'A node goes back with all others: remove the labels after kube-proxy runs.',
    ] : [],
    ...installer.usesKubeadm && !isBefore(parseVersion(kubernetesVersion, 1), 1, 31) ? [
      'Remove proxy.disabled from ClusterConfiguration, or kubeadm does not upgrade kube-proxy with the cluster:',
      '  kubectl edit configmap -n kube-system kubeadm-config',
    ] : [],
    ...installer.back,
    ...installer.bringsBack ? [] : [
      `  kubectl apply -f ${SAVED}`,
      'If Kubernetes has been upgraded since, set the version of the image first. The ServiceAccount and its permissions were not removed.',
    ],
    'Wait until kube-proxy runs on all nodes. Then set kubeProxyReplacement: false, and no kubeProxyReplacementHealthzBindAddr:',
    ...rollOut(namespace),
  ];
}

/** What the mode leaves on a node. */
function leftovers(mode: RemovalFacts['mode']): string[] {
  switch (mode) {
    case 'nftables':
      return [
        '  nft delete table ip kube-proxy',
        '  nft delete table ip6 kube-proxy',
        'iptables-save does not show these tables: commands that filter its output report success and leave them. A reboot removes them, too.',
      ];
    case 'ipvs':
      return [
        'The first command removes the virtual servers of others, too, such as keepalived. A reboot removes those of kube-proxy alone.',
        '  ipvsadm --clear',
        '  ip link delete kube-ipvs0',
        ...IPTABLES,
        '  ipset list -name | grep ^KUBE- | xargs -r -n1 ipset destroy',
      ];
    default:
      return [...IPTABLES, 'A reboot removes them, too.'];
  }
}

/** https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/: the kubelet makes its own chains anew. */
const IPTABLES = ['  iptables-save | grep -v KUBE | iptables-restore', '  ip6tables-save | grep -v KUBE | ip6tables-restore'];
