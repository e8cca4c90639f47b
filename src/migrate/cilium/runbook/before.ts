import { codeSpan } from '../../../base/text/markdown';
import { shellWord } from '../../../base/text/shell';
import { enumeration } from '../../../base/text/words';
import { kubectlPatch } from '../../../programs/calico/kubectl';
import { isTranslated } from '../../../programs/cilium/translate/calico-policies';
import { shell } from '../../markdown';
import { Block } from '../../step';
import { environmentChanges, installationPatches } from '../calico-changes';
import { decisiveUnknown, howToState, titlesOf } from '../decisive-kinds';
import { PATHS } from '../paths';
import { CiliumPlan, ClusterCidr } from '../plan';

/** What is decided and saved, and what of Calico and kube-proxy changes, before Cilium comes. */
export function before(plan: CiliumPlan): Block[] {
  const { calico, policies } = plan;
  return [
    '## 1. Before',
    ...unprotected(plan),
    ...lost(plan),
    'While nodes move, nothing else may add or change nodes: pause autoscalers, upgrades and what repairs nodes. A new node comes up in Calico. Pause GitOps for what the steps change, too.',
    'Keep what is there:',
    shell(...savings(plan)),
    ...calico.isEbpf ? ebpf(plan) : [],
    ...autodetection(plan),
    'Calico must not masquerade what goes to the new addresses:',
    shell(`kubectl apply -f ${PATHS.pools}`),
    ...plan.clusterCidr ? clusterCidr(plan.clusterCidr, plan) : [],
    ...policyKinds(plan),
    ...policies.some(each => !isTranslated(each)) ? [`Some policies of Calico are not translated: ${PATHS.policiesPage} says which, and why. Decide about each now.`] : [],
  ];
}

/** What has to be known of policies before any of them is relied on. */
function policyKinds(plan: CiliumPlan): Block[] {
  const kinds = decisiveUnknown(plan);
  if (kinds.length === 0) return [];
  const { command, option } = howToState(kinds, plan.calico);
  return [
    `The input has no ${titlesOf(kinds)}, on which the translation of policies depends. Get them, and run the migration again before the first step:`,
    shell(command),
    `Or state that the cluster has none of them: ${codeSpan(option)}`,
  ];
}

function unprotected({ calico, covers, podCidrs, policies, neighbor }: CiliumPlan): Block[] {
  const wide = podCidrs.flatMap(({ family }) => covers.get(family) ?? []);
  const isCovered = wide.length === podCidrs.length;
  return [
    'What is unprotected meanwhile:',
    [
      '- On nodes that have moved, no policy is enforced. On the others, Calico goes on enforcing; policies that select pods may drop traffic of pods that have moved where these are seen with the address of a node.',
      ...calico.encrypts ? ['- What pods that have moved send to other nodes is not encrypted, nor what comes to them: Calico\'s WireGuard is between pods of Calico. Cilium\'s comes with the final values, where these have '
        + '`encryption`, and its port is 51871/udp.'] : [],
      ...calico.protectsNodes.length > 0 ? [`- Nodes are protected by Calico until it is removed, and by nothing of it afterwards: ${named(calico.protectsNodes)}. Write CiliumClusterwideNetworkPolicies with nodeSelector before, and set `
        + '`hostFirewall.enabled: true` in the final values.'] : [],
    ],
    ...isCovered ? [
      `Against masquerading, which hides pods from policies: Cilium does not masquerade within ${enumeration(wide.map(({ cidr }) => cidr.text))}, and Calico not towards a disabled pool with the new addresses.`,
      ...wide.some(({ isWider }) => isWider) ? [`${enumeration(wide.filter(({ isWider }) => isWider).map(({ cidr }) => cidr.text))} has other addresses, too. Hosts with these that do not know a route to pods, such as a database `
        + `outside of the cluster, do not answer pods that have moved, since they see the addresses of pods. If there are any, ${neighbor ? `plan again with the pod CIDR next to Calico's, ${neighbor.text}` : 'remove the native routing CIDR from the values, and allow the addresses of nodes in policies'}.`] : [],
    ] : [
      'Cilium masquerades what goes to Calico\'s pods, since no CIDR covers both pools without covering most networks: Calico\'s policies see addresses of nodes. '
      + `Allow the nodes and the new addresses in them${policies.length === 0 ? ', if there are any' : ''}.`,
    ],
  ];
}

function lost({ calico, hostPorts }: CiliumPlan): Block[] {
  const { announces } = calico;
  return [
    ...announces.length > 0 ? [
      `Calico announces routes by BGP (${named(announces)}). It does not announce pods that have moved, and nothing once it is removed. Clients outside that reach pods by their own addresses lose them, node by node; addresses of Services `
      + 'have to be announced by Cilium before Calico is removed: `bgpControlPlane.enabled: true` in the final values, with CiliumBGPClusterConfig, CiliumBGPPeerConfig and CiliumBGPAdvertisement. A router that takes one session of '
      + 'each node refuses the second. Cilium\'s own documentation says that this way is not tested with routing by BGP: try it in a test cluster first.',
    ] : [],
    ...hostPorts.length > 0 ? [
      `Ports of nodes (${named(hostPorts)}) are served by the plugin portmap, in /opt/cni/bin of each node, until Cilium replaces kube-proxy: ${PATHS.nodeConfig} has it chained.`,
    ] : [],
  ];
}

function named(names: readonly string[]): string {
  const MOST = 5;
  return names.length > MOST ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more` : names.join(', ');
}

function savings({ calico: { isOperator, namespace, hasApiServer }, clusterCidr: cidr }: CiliumPlan): string[] {
  const group = hasApiServer ? 'projectcalico.org' : 'crd.projectcalico.org';
  const kinds = (...names: readonly string[]) => names.map(name => `${name}.${group}`).join(',');
  return [
    ...isOperator ? ['kubectl get installations.operator.tigera.io default -o yaml > calico-installation.yaml']
      : [`kubectl get daemonsets,deployments,configmaps -n ${shellWord(namespace)} -o yaml > calico-manifests.yaml`],
    `kubectl get ${kinds('felixconfigurations', 'ippools', 'bgpconfigurations', 'bgppeers', 'hostendpoints', 'kubecontrollersconfigurations')} -o yaml > calico-saved.yaml`,
    `kubectl get networkpolicies.networking.k8s.io,${kinds('networkpolicies', 'globalnetworkpolicies', 'networksets', 'globalnetworksets')} -A -o yaml > policies-saved.yaml`,
    // Tiers, staged policies, filters of BGP and reservations, as far as the release of Calico has them.
    `for KIND in $(kubectl api-resources --verbs=list -o name | grep -E '^(tiers|staged.*policies|bgpfilters|ipreservations)\\.${group.replaceAll('.', '\\.')}$'); do kubectl get "$KIND" -A -o yaml > "$KIND-saved.yaml"; done`,
    ...cidr?.configMap ? [`kubectl get configmap -n ${shellWord(cidr.configMap.namespace)} ${cidr.configMap.name} -o yaml > kube-proxy-configmap-saved.yaml`] : [],
  ];
}

/** https://docs.tigera.io/calico/latest/operations/ebpf/enabling-ebpf: how to disable it. */
function ebpf({ calico: { isOperator, namespace }, kubeProxy }: CiliumPlan): Block[] {
  const isOfKubeadm = typeof kubeProxy === 'object' && 'facts' in kubeProxy && kubeProxy.facts.installer === 'kubeadm';
  return [
    'Calico\'s eBPF data plane serves Services, and it bypasses the routes by which pods of the two plugins reach each other. Leave it first, in a quiet hour, since existing connections break: bring kube-proxy back, wait until it runs on '
    + 'all nodes, and then change the data plane.',
    shell(
      'kubectl patch daemonset -n kube-system kube-proxy --type=merge -p \'{"spec":{"template":{"spec":{"nodeSelector":{"non-calico":null}}}}}\'   # where this selector keeps it off the nodes',
      ...isOfKubeadm ? ['kubeadm init phase addon kube-proxy --kubeconfig /etc/kubernetes/admin.conf   # where it was removed'] : [],
      'kubectl rollout status -n kube-system daemonset/kube-proxy --timeout=15m',
      isOperator ? kubectlPatch('installations.operator.tigera.io', 'default', { spec: { calicoNetwork: { linuxDataplane: 'Iptables' } } })
        : kubectlPatch('felixconfigurations.crd.projectcalico.org', 'default', { spec: { bpfEnabled: false } }),
      `kubectl rollout status -n ${shellWord(namespace)} daemonset/calico-node --timeout=30m`,
      '# Felix has removed its rules meanwhile',
      'kubectl rollout restart -n kube-system daemonset/kube-proxy',
    ),
    'Make the dump and this plan again afterwards: what kube-proxy is configured with decides over some of the steps.',
  ];
}

function autodetection({ calico }: CiliumPlan): Block[] {
  const patches = installationPatches(calico);
  const environment = environmentChanges(calico);
  if (!patches && !environment) return ['Calico finds the addresses of nodes in a way that cannot take one of Cilium: nothing to change.'];
  return [
    'Calico must not take an address of Cilium for that of a node. Each Node\'s InternalIP is the one that its peers use, or else routes change now: compare first.',
    shell(
      'kubectl get nodes -o custom-columns=\'NAME:.metadata.name,INTERNAL:.status.addresses[?(@.type=="InternalIP")].address,CALICO:.metadata.annotations.projectcalico\\.org/IPv4Address\'',
      patches ? `kubectl patch installations.operator.tigera.io default --type=merge --patch-file=${PATHS.installationPatch}` : environment!.change,
      `kubectl rollout status -n ${shellWord(calico.namespace)} daemonset/calico-node --timeout=30m`,
    ),
    ...calico.isOfRke2 ? ['RKE2 writes the Installation anew with the chart rke2-calico when it is upgraded: put the same below installation in the valuesContent of the HelmChartConfig rke2-calico, too.'] : [],
  ];
}

/** What kube-proxy takes for pods. */
function clusterCidr({ current, wanted, isWider, configMap }: ClusterCidr, { podCidrs }: CiliumPlan): Block[] {
  const pods = podCidrs.map(({ text }) => text).join(' and ');
  const problem = `kube-proxy masquerades what pods of ${pods} send to Services, since its clusterCIDR is ${current}: policies and logs see addresses of nodes. `;
  const value = wanted ?? '""';
  const change = wanted ? `clusterCIDR takes one CIDR for each family, so it has to be one that covers both.${isWider ? ' Clients outside of the cluster with addresses of it count as pods then.' : ''}`
    : 'No CIDR of a reasonable size covers both. Without a clusterCIDR, kube-proxy masquerades no traffic to ClusterIPs, which is right unless clients outside of the cluster use these.';
  if (!configMap) return [`${problem}${change} Set clusterCIDR to ${value} where kube-proxy is configured, before the first node moves.`];
  return [
    `${problem}${change}`,
    shell(
      `kubectl get configmap -n ${shellWord(configMap.namespace)} ${configMap.name} -o yaml | sed -E 's#^( *clusterCIDR:).*#\\1 ${value}#' | kubectl replace -f -`,
      `kubectl get configmap -n ${shellWord(configMap.namespace)} ${configMap.name} -o yaml | grep clusterCIDR:   # ${value}`,
      'kubectl rollout restart -n kube-system daemonset/kube-proxy',
      'kubectl rollout status -n kube-system daemonset/kube-proxy --timeout=15m',
    ),
  ];
}
