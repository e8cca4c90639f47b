import { Block, shell, yaml } from './block';
import { gradualSteps, RemovalStep } from './gradual';
import { DaemonSet, INSTALLERS, InstallerName, InstallerRemoval } from './installers';
import { kubeadmBack, kubeadmChange } from './kubeadm';
import { FormerProxyMode, leftovers } from './leftovers';
import { BRING, HEALTH_CHECK, objectsOf, RemovalFiles, replaces, rollOut, SAVED } from './parts';

/** What decides how kube-proxy is removed. */
export interface RemovalFacts {
  readonly installer: InstallerName;
  /** `1.34`; empty where nobody knows. */
  readonly kubernetesVersion: string;
  /** Those that it may have run in: one, unless nobody knows. */
  readonly modes: readonly FormerProxyMode[];
  /** Whether nodes change one by one, by a label, and not all at once. */
  readonly isGradual: boolean;
  /** The namespace of Cilium. */
  readonly namespace: string;
  /** Where the values are. Default: somebody writes them by hand. */
  readonly files?: RemovalFiles;
  /** Whether the values have an address of the API server. Default: it is not known. */
  readonly hasApiServer?: boolean;
}

/** The way from kube-proxy to its replacement, for a cluster that runs. */
export function removalSteps(facts: RemovalFacts): RemovalStep[] {
  const { isGradual, namespace, modes, files } = facts;
  const installer: InstallerRemoval = INSTALLERS[facts.installer];
  return [
    {
      title: 'Before',
      blocks: [
        ...saving(installer),
        'Existing connections to Services break at the switch. Choose a time for it, and drain nodes where that matters.',
      ],
    },
    ...facts.hasApiServer ? [] : [{
      title: 'Let agents reach the API server without a Service',
      blocks: [
        'Set k8sServiceHost and k8sServicePort in the values of Cilium to an address that is not a Service, before anything of kube-proxy is removed.',
        BRING,
        rollOut(namespace, `kubectl exec -n ${namespace} daemonset/cilium -c cilium-agent -- printenv KUBERNETES_SERVICE_HOST   # the address that was set`),
      ],
    }],
    ...isGradual ? gradualSteps(installer, namespace, leftovers(modes), files) : [{
      title: 'Turn the replacement on',
      blocks: [
        ...files ? [shell(files.turnOn)] : ['In the values, without kubeProxyReplacementHealthzBindAddr, since kube-proxy has that port:', yaml('kubeProxyReplacement: true'), BRING],
        rollOut(namespace, replaces(namespace, 'daemonset/cilium')),
      ],
    }],
    ...afterReplacement(facts),
  ];
}

/** The way from where Cilium replaces kube-proxy on all nodes. */
function afterReplacement(facts: RemovalFacts): RemovalStep[] {
  const { isGradual } = facts;
  const installer: InstallerRemoval = INSTALLERS[facts.installer];
  const { daemonSet } = installer;
  return [
    // Node by node, what runs on each has been changed already.
    ...isGradual && !daemonSet ? [] : [{
      title: `Keep ${installer.title} from bringing kube-proxy back`,
      blocks: [
        ...installer.change,
        ...installer.replacement ? [`Then ${installer.title} replaces one machine after the other, and the new ones have no kube-proxy:`, shell(...installer.replacement)] : [],
        ...installer.isKubeadm ? kubeadmChange(facts.kubernetesVersion) : [],
      ],
    }],
    ...daemonSet ? [{
      title: 'Remove kube-proxy',
      blocks: daemonSet.goesByItself
        ? ['It is deleted by what made it. Wait for that:', shell(`kubectl wait --for=delete -n ${daemonSet.namespace} daemonset/${daemonSet.name} --timeout=15m`)]
        : [shell(`kubectl delete ${objectsOf(daemonSet)} --ignore-not-found`)],
    }] : [],
    // Node by node, each has been cleaned, and answers.
    ...isGradual ? [] : [{ title: 'Remove its rules from each node', blocks: installer.cleanup ?? leftovers(facts.modes) }, healthCheck(facts.namespace, facts.files)],
    { title: 'The way back', blocks: wayBack(installer, facts) },
  ];
}

/** What is applied on the way back, where nothing else makes it. */
function saving({ daemonSet, save = [], bringsBack }: InstallerRemoval): Block[] {
  return [...daemonSet && !bringsBack ? [shell(`kubectl get ${objectsOf(daemonSet)} --ignore-not-found -o yaml > ${SAVED}`)] : [], ...save];
}

function healthCheck(namespace: string, files: RemovalFiles | undefined): RemovalStep {
  return {
    title: 'Answer health checks of load balancers',
    blocks: [
      ...files?.answersHealthChecks ? ['Load balancers of clouds ask port 10256 of nodes, where now nobody answers, and the values do:', shell(files.all)] : [
        'Load balancers of clouds ask port 10256 of nodes, where now nobody answers. In the values:',
        yaml(`kubeProxyReplacementHealthzBindAddr: "${HEALTH_CHECK}"`),
        BRING,
      ],
      rollOut(namespace),
      // daemon/healthz/kube_proxy_healthz.go; daemon/cmd/kube_proxy_healthz.go in 1.17
      'Not before kube-proxy is gone, since both would listen there: agents of 1.17 stop, and later ones report an error and serve nothing until they start again. Where a load balancer must not miss an answer, go node '
      + 'by node.',
    ],
  };
}

/**
 * What was saved is made again, and not by `kubeadm init phase addon kube-proxy`: without a file, that makes a kube-proxy with default settings, and
 * saved objects then conflict with those that it has made.
 */
function wayBack(installer: InstallerRemoval, { isGradual, kubernetesVersion, namespace, files }: RemovalFacts): Block[] {
  return [
    ...isGradual && !installer.replacement ? [backOfNode(installer.daemonSet)] : [],
    'First kube-proxy, and then its replacement: Services work all the time.',
    ...installer.isKubeadm ? kubeadmBack(kubernetesVersion) : [],
    ...installer.back,
    ...installer.bringsBack ? [] : [
      shell(`kubectl apply -f ${SAVED}`),
      'If Kubernetes has been upgraded since, set the version of the image first. The ServiceAccount and its permissions were not removed.',
    ],
    ...installer.daemonSet ? [shell(`kubectl rollout status -n ${installer.daemonSet.namespace} daemonset/${installer.daemonSet.name} --timeout=30m`)] : ['Wait until kube-proxy runs on all nodes.'],
    ...files ? [shell(files.back)] : ['In the values, without kubeProxyReplacementHealthzBindAddr:', yaml('kubeProxyReplacement: false'), BRING],
    rollOut(namespace),
  ];
}

function backOfNode(daemonSet: DaemonSet | undefined): string {
  return daemonSet
    ? 'As long as the DaemonSet exists, a node goes back when it is drained, its label is removed, and its pod of Cilium deleted. Afterwards:'
    : 'A node goes back with all others: remove the labels after kube-proxy runs.';
}
