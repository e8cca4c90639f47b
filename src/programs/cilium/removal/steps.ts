import { INSTALLERS, InstallerName, InstallerRemoval } from './installers';
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
  /** How the values that replace kube-proxy are applied, where that is known. */
  readonly commands?: ReplacementCommands;
  /** Whether the values have an address of the API server. Default: it is not known. */
  readonly knowsApiServer?: boolean;
}

/** Commands of a plan that has the files. */
export interface ReplacementCommands {
  /** Applies the values that replace kube-proxy on all nodes, and restarts agents. */
  readonly values: readonly string[];
  /** The file of the CiliumNodeConfig that turns the replacement on for labeled nodes. */
  readonly nodeConfig: string;
}

/** A part of the way, with its lines; those that are indented are commands or files. */
export interface RemovalStep {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A node with it is one where Cilium replaces kube-proxy: Documentation/configuration/per-node-config.rst. */
export const REPLACEMENT_LABEL = 'io.cilium.migration/kube-proxy-replacement';

/** The way from kube-proxy to its replacement, for a cluster that runs. */
export function removalSteps(facts: RemovalFacts): RemovalStep[] {
  const { namespace, isGradual } = facts;
  const installer: InstallerRemoval = INSTALLERS[facts.installer];
  return [
    {
      title: 'Save what is removed',
      lines: [
        '  kubectl get daemonset,configmap,serviceaccount -n kube-system kube-proxy -o yaml > kube-proxy-saved.yaml',
        'Existing connections to Services break at the switch. Choose a time for it, and drain nodes where that matters.',
      ],
    },
    ...facts.knowsApiServer ? [] : [{
      title: 'Let agents reach the API server without a Service',
      lines: ['Set k8sServiceHost and k8sServicePort in the values of Cilium, and roll its agents out, before anything of kube-proxy is removed.'],
    }],
    ...isGradual ? gradual(facts) : [{
      title: 'Turn the replacement on',
      lines: [
        ...facts.commands ? facts.commands.values.map(command => `  ${command}`) : [
          'Set kubeProxyReplacement: true, and kubeProxyReplacementHealthzBindAddr: "0.0.0.0:10256" where load balancers check that port of nodes.',
          `  kubectl rollout restart -n ${namespace} daemonset/cilium`,
          `  kubectl rollout status -n ${namespace} daemonset/cilium --timeout=10m`,
        ],
        `  kubectl exec -n ${namespace} daemonset/cilium -- cilium-dbg status | grep KubeProxyReplacement`,
      ],
    }],
    { title: `Keep ${installer.title} from bringing kube-proxy back`, lines: [...facts.installer === 'kubeadm' ? kubeadmLines(facts.kubernetesVersion) : installer.change] },
    ...installer.hasDaemonSet ? [{
      title: 'Remove kube-proxy',
      lines: ['  kubectl delete daemonset -n kube-system kube-proxy', '  kubectl delete configmap -n kube-system kube-proxy'],
    }] : [],
    { title: 'Remove its rules from each node', lines: leftovers(facts.mode) },
    {
      title: 'The way back',
      lines: [
        ...facts.installer === 'kubeadm' ? kubeadmBackLines(facts.kubernetesVersion) : [],
        ...installer.back,
        '  kubectl apply -f kube-proxy-saved.yaml',
        `Wait until kube-proxy runs on all nodes, and set kubeProxyReplacement: false${isGradual ? ', or remove the label of a node and delete its pod of Cilium' : ''}.`,
      ],
    },
  ];
}

function gradual({ namespace, commands }: RemovalFacts): RemovalStep[] {
  return [
    {
      title: 'Keep kube-proxy off nodes with a label',
      lines: [
        '  kubectl patch daemonset -n kube-system kube-proxy --type=merge --patch \'{"spec":{"template":{"spec":{"affinity":{"nodeAffinity":'
        + `{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"${REPLACEMENT_LABEL}","operator":"NotIn","values":["true"]}]}]}}}}}}}'`,
        ...commands ? ['The CiliumNodeConfig that turns the replacement on there:', `  kubectl apply -f ${commands.nodeConfig}`] : [
          'Apply the CiliumNodeConfig that turns the replacement on there, with kube-proxy-replacement-healthz-bind-address: "0.0.0.0:10256" where load balancers check that port of nodes.',
        ],
      ],
    },
    {
      title: 'Node by node',
      lines: [
        '  NODE=worker-1',
        '  kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data',
        `  kubectl label node "$NODE" ${REPLACEMENT_LABEL}=true`,
        `  kubectl delete pod -n ${namespace} -l k8s-app=cilium --field-selector spec.nodeName="$NODE"`,
        `  kubectl rollout status -n ${namespace} daemonset/cilium --timeout=10m`,
        'Remove the rules of kube-proxy from the node, as below, or reboot it. Then:',
        '  kubectl uncordon "$NODE"',
      ],
    },
    {
      title: 'At last, all nodes',
      lines: commands ? [...commands.values.map(command => `  ${command}`), `  kubectl delete -f ${commands.nodeConfig}`] : [
        'Set kubeProxyReplacement: true in the values, with kubeProxyReplacementHealthzBindAddr as for single nodes, and delete the CiliumNodeConfig.',
      ],
    },
  ];
}

/**
 * Upstream's advice, to delete the ConfigMap, keeps `kubeadm upgrade` away up to 1.31. From 1.32 kubeadm makes what is missing, unless its own
 * configuration says otherwise; 1.32.0 does not heed that (kubernetes/kubeadm#3137, kubernetes/kubernetes#129418).
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
    'For a new cluster, the same is in the file for kubeadm init. --skip-phases=addon/kube-proxy works once, and is not kept.',
  ];
}

/** With `proxy.disabled`, the phase of kubeadm that brings kube-proxy back does nothing. */
function kubeadmBackLines(version: string): string[] {
  if (isBefore(parseVersion(version, 1), 1, 31)) return [];
  return ['  kubectl edit configmap -n kube-system kubeadm-config', 'If ClusterConfiguration has proxy.disabled: true, remove it: kubeadm would install nothing. Then:'];
}

/** What the mode leaves on a node; `kube-proxy --cleanup` of the version that ran, or a reboot, removes all of it. */
function leftovers(mode: RemovalFacts['mode']): string[] {
  switch (mode) {
    case 'nftables':
      return [
        '  nft delete table ip kube-proxy',
        '  nft delete table ip6 kube-proxy',
        'iptables-save does not show these tables: commands that filter its output report success and leave them.',
      ];
    case 'ipvs':
      return [
        '  ipvsadm --clear',
        '  ip link delete kube-ipvs0',
        '  iptables-save | grep -v KUBE | iptables-restore',
        '  ip6tables-save | grep -v KUBE | ip6tables-restore',
        '  ipset list -name | grep ^KUBE- | xargs -r -n1 ipset destroy',
      ];
    default:
      return ['  iptables-save | grep -v KUBE | iptables-restore', '  ip6tables-save | grep -v KUBE | ip6tables-restore'];
  }
}
