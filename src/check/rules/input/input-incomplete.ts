import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

/** What decides over findings, and when it is missing. */
const NEEDED: readonly { readonly what: string; readonly isMissing: (context: NftablesContext) => boolean }[] = [
  { what: 'Nodes', isMissing: ({ cluster }) => cluster.nodes.length === 0 },
  { what: 'Services', isMissing: ({ cluster }) => cluster.services.length === 0 },
  { what: 'EndpointSlices', isMissing: ({ cluster: { preview } }) => preview.cluster.services.size > 0 && preview.cluster.endpointSlices.size === 0 },
  { what: 'kube-proxy\'s configuration', isMissing: context => !context.cluster.kubeProxyConfiguration && !hasConfigurationElsewhere(context) },
  { what: 'kube-proxy\'s DaemonSet', isMissing: context => !context.kubeProxyDaemonSet && !runsWithoutDaemonSet(context) },
];

export const inputIncomplete: NftablesRule = {
  id: 'input-incomplete',
  title: 'Objects are missing that decide over findings',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'No finding does not mean that all is well where the objects are missing that would show it: Nodes (kernels, operating systems), Services '
    + 'and EndpointSlices, kube-proxy\'s ConfigMap (without it the mode of today is taken to be iptables) and its DaemonSet. k3s and RKE2 have '
    + 'neither of the last two. Manifests of an app alone are no mistake; they say nothing about the cluster.',
  remediation: 'Add a dump of the cluster: `kubectl get nodes,servicecidrs,services,endpointslices,daemonsets,installations,felixconfigurations -A -o yaml '
    + '> cluster.yaml` and `kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml > kube-system.yaml`. Leave out the kinds and names that '
    + 'the cluster does not have.',
  references: ['https://kubernetes.io/docs/reference/kubectl/generated/kubectl_get/'],
  * check(context) {
    const missing = NEEDED.filter(({ isMissing }) => isMissing(context)).map(({ what }) => what);
    if (missing.length === 0) return;
    if (context.showsCluster || context.cluster.preview.cluster.services.size > 0) {
      yield { message: `The input has no ${enumeration(missing)}, so that findings may be missing.`, objects: [] };
    } else {
      yield {
        message: 'The input holds manifests, and nothing of a cluster: findings about nodes and kube-proxy are missing.',
        objects: [],
        severity: FindingSeverity.INFO,
      };
    }
  },
};

/** Flags, as with Talos, or a file on the node. */
function hasConfigurationElsewhere(context: NftablesContext): boolean {
  return context.isConfiguredByFlags || runsWithoutDaemonSet(context);
}

/** k3s runs kube-proxy in its own process, RKE2 as a static pod. */
function runsWithoutDaemonSet({ cluster }: NftablesContext): boolean {
  return cluster.nodes.some(({ kubeletVersion }) => /\+(k3s|rke2)/.test(kubeletVersion));
}

function enumeration(texts: readonly string[]): string {
  return texts.length === 1 ? texts[0] : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
