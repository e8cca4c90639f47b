import { CalicoRelease } from './features';
import { calicoNetworkOf, installationChange, ObjectChange } from './installation-patch';
import { shellWord } from '../../base/text/shell';

/** Who takes kube-proxy away: the operator, the user, or nobody, since it has to stay. */
export type EbpfKubeProxy = 'operator' | 'by hand' | 'stays';

/** How Calico's eBPF data plane reaches the API server without kube-proxy: found by the operator, or given in a ConfigMap. */
export interface EbpfWay {
  readonly bootstrap: boolean;
  readonly kubeProxy: EbpfKubeProxy;
}

/** The operator that first has bpfNetworkBootstrap and kubeProxyManagement. */
export const EBPF_BOOTSTRAP_SINCE = { calico: 31, operator: 40 };

/** The ConfigMap that tells the operator and Calico where the API server is: tigera/operator `pkg/render/render.go`. */
export const ENDPOINT_CONFIG_MAP = { name: 'kubernetes-services-endpoint', namespace: 'tigera-operator' };

/** What `spec.calicoNetwork` says of a cluster that goes on to eBPF. */
export function ebpfCalicoNetwork({ bootstrap, kubeProxy }: EbpfWay): Record<string, string> {
  return {
    linuxDataplane: 'BPF',
    ...bootstrap && { bpfNetworkBootstrap: 'Enabled' },
    ...kubeProxy === 'operator' && { kubeProxyManagement: 'Enabled' },
  };
}

const ORDER: Readonly<Record<EbpfKubeProxy, string>> = {
  'operator': 'Leave kube-proxy running: the operator takes it from the nodes when calico-node has been rolled out and Felix runs with eBPF.',
  'by hand': `Apply the ConfigMap ${ENDPOINT_CONFIG_MAP.name} first and wait until the pods of calico-system have restarted, `
    + 'then take kube-proxy from the nodes, then patch Calico.',
  'stays': 'Apply the FelixConfiguration first, so that Felix leaves kube-proxy\'s rules alone, then patch Calico.',
};

/** The change of an Installation to eBPF. */
export function installationToEbpf(way: EbpfWay): ObjectChange {
  return installationChange(ebpfCalicoNetwork(way), ORDER[way.kubeProxy]);
}

const ORDER_BACK: Readonly<Record<EbpfKubeProxy, string>> = {
  'operator': 'Leave kubeProxyManagement as it is: the operator brings kube-proxy back when Felix has left eBPF.',
  'by hand': 'Patch Calico, then bring kube-proxy back immediately.',
  'stays': 'Nothing but Calico has to change.',
};

/**
 * The way back from eBPF.
 *
 * @param installation the Installation as it was before the change; nothing where it had the default, Iptables
 */
export function installationBackFromEbpf(release: CalicoRelease, way: EbpfWay, installation?: unknown): ObjectChange {
  const to = calicoNetworkOf(installation).linuxDataplane ?? 'Iptables';
  return installationChange({
    linuxDataplane: to,
    ...way.bootstrap && { bpfNetworkBootstrap: 'Disabled' },
    // Under BPF the operator accepts the timeout, and under Nftables not.
    ...to === 'Nftables' && release.features.refusesPolicySetupTimeout && { linuxPolicySetupTimeoutSeconds: null },
  }, ORDER_BACK[way.kubeProxy]);
}

/** A way for the DaemonSet kube-proxy off the nodes and back on them. */
export interface KubeProxyCommands {
  readonly disable: string;
  readonly enable: string;
}

/** By hand; on OpenShift the DaemonSet is its network operator's. */
export function kubeProxyCommands(kubernetesProvider: string | undefined): KubeProxyCommands {
  if (kubernetesProvider === 'OpenShift') {
    const patch = (deployKubeProxy: boolean) =>
      `kubectl patch networks.operator.openshift.io cluster --type=merge -p ${shellWord(JSON.stringify({ spec: { deployKubeProxy } }))}`;
    return { disable: patch(false), enable: patch(true) };
  }
  // A label that no node has.
  const patch = (value: 'true' | null) => 'kubectl -n kube-system patch daemonset kube-proxy --type=merge -p '
    + shellWord(JSON.stringify({ spec: { template: { spec: { nodeSelector: { 'non-calico': value } } } } }));
  return { disable: patch('true'), enable: patch(null) };
}

/** What Felix is told where kube-proxy has to stay: not to remove its rules, and to leave it its health check port. */
export function felixSpecBesideKubeProxy({ features }: CalicoRelease): Record<string, unknown> {
  return { bpfKubeProxyIptablesCleanupEnabled: false, ...features.bpfKubeProxyHealthzPort && { bpfKubeProxyHealthzPort: 0 } };
}

/** Where the API server is, for `KUBERNETES_SERVICE_HOST` and `KUBERNETES_SERVICE_PORT`. */
export interface ApiServerEndpoint {
  readonly host: string;
  readonly port: number;
}

/** The data of the ConfigMap. */
export function endpointData({ host, port }: ApiServerEndpoint): Record<string, string> {
  return { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: String(port) };
}

/** The labels and annotations of kube-proxy's DaemonSet by which the operator leaves it alone: `pkg/controller/kubeproxy/controller.go`. */
export const MANAGED_KUBE_PROXY = {
  labels: ['app.kubernetes.io/managed-by', 'addonmanager.kubernetes.io/mode'],
  annotations: ['argocd.argoproj.io/tracking-id'],
};
