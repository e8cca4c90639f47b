import { enumeration } from '../../../base/text/words';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

/** What findings depend on, and when it is missing. */
const NEEDED: readonly { readonly what: string; readonly isMissing: (context: NftablesContext) => boolean }[] = [
  { what: 'Nodes', isMissing: ({ cluster }) => cluster.nodes.size === 0 },
  { what: 'Services', isMissing: ({ cluster }) => cluster.services.size === 0 },
  { what: 'EndpointSlices', isMissing: ({ cluster }) => cluster.hasStoredServices && cluster.endpointSlices.size === 0 },
  { what: 'kube-proxy\'s configuration', isMissing: context => !context.cluster.kubeProxyConfiguration && !hasConfigurationElsewhere(context) },
  { what: 'kube-proxy\'s DaemonSet', isMissing: context => !context.kubeProxyDaemonSet && !runsWithoutDaemonSet(context) },
];

export const inputIncomplete: NftablesRule = {
  id: 'input-incomplete',
  title: 'Objects that findings depend on are missing',
  // What the input lacks says nothing about the cluster, so it never fails a check.
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'The absence of a finding proves nothing if the objects that would show the problem are missing: Nodes (kernels, operating systems), Services '
    + 'and EndpointSlices, kube-proxy\'s ConfigMap (without it, the current mode is assumed to be iptables) and its DaemonSet. k3s and RKE2 have '
    + 'neither of the last two. Checking the manifests of an app alone is not a mistake, but they say nothing about the cluster.',
  remediation: 'To see all findings, add a dump of the cluster: `kubectl get nodes,servicecidrs,services,endpointslices,daemonsets,installations,felixconfigurations -A -o yaml '
    + '> cluster.yaml` and `kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml > kube-system.yaml`. Leave out the kinds and names that '
    + 'the cluster does not have.',
  references: ['https://kubernetes.io/docs/reference/kubectl/generated/kubectl_get/'],
  * check(context) {
    const missing = NEEDED.filter(({ isMissing }) => isMissing(context)).map(({ what }) => what);
    if (missing.length === 0) return;
    if (context.showsCluster || context.cluster.hasStoredServices) {
      yield { message: `The input does not contain ${enumeration(missing)}, so findings may be missing.`, objects: [] };
    } else {
      yield {
        message: 'The input contains manifests but no objects of a cluster, so findings about nodes and kube-proxy are missing.',
        objects: [],
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
  return [...cluster.nodes.values()].some(({ kubeletVersion }) => /\+(k3s|rke2)/.test(kubeletVersion));
}
