import { modeOf } from './kube-proxy-config';
import { AksKubeProxySettings } from './kube-proxy-settings';
import { quoted } from '../../base/errors';
import { Problem } from '../../base/schema/problem';
import { parseKubernetesVersion } from '../../base/version/kubernetes-version';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';

/** What is known of the cluster, in AKS's own words: from properties, or from an object that stands for it. */
export interface ClusterFacts {
  readonly kubernetesVersion?: string;
  readonly networkPlugin?: string;
  readonly networkPolicy?: string;
  readonly networkDataplane?: string;
}

interface ClusterRule {
  readonly mode?: ProxyMode;
  readonly fact: keyof ClusterFacts;
  readonly breaks: (settings: AksKubeProxySettings, cluster: ClusterFacts) => boolean;
  readonly message: (cluster: ClusterFacts) => string;
}

const olderThan = (first: number) => (_: unknown, { kubernetesVersion }: ClusterFacts) => minorOf(kubernetesVersion) < first;
const isOff = ({ enabled }: AksKubeProxySettings) => enabled === false;

/** azure-aks-docs, configure-kube-proxy and use-byo-cni; Microsoft's article on troubleshooting nftables in AKS; KEP-5495. */
const CLUSTER_RULES: readonly ClusterRule[] = [
  {
    mode: ProxyMode.NFTABLES,
    fact: 'kubernetesVersion',
    breaks: olderThan(33),
    message: ({ kubernetesVersion }) => `AKS has nftables mode from Kubernetes 1.33; with ${quoted(kubernetesVersion)} it accepts the mode, `
      + 'but kube-proxy goes on in iptables mode: expected 1.33 or newer, or another mode until the cluster is upgraded',
  },
  {
    mode: ProxyMode.IPVS,
    fact: 'kubernetesVersion',
    breaks: olderThan(22),
    message: ({ kubernetesVersion }) => `AKS has IPVS mode from Kubernetes 1.22, and this is ${quoted(kubernetesVersion)}: expected ProxyMode.IPTABLES until the cluster is upgraded`,
  },
  {
    mode: ProxyMode.IPVS,
    fact: 'kubernetesVersion',
    breaks: (_, { kubernetesVersion }) => minorOf(kubernetesVersion) >= 43,
    message: () => 'IPVS mode was removed in Kubernetes 1.43 (KEP-5495): expected ProxyMode.NFTABLES',
  },
  {
    mode: ProxyMode.IPVS,
    fact: 'networkPolicy',
    breaks: (_, { networkPolicy }) => networkPolicy === 'azure',
    message: () => 'Azure Network Policy does not work with kube-proxy in IPVS mode: expected ProxyMode.NFTABLES or ProxyMode.IPTABLES, or another network policy',
  },
  {
    fact: 'networkPlugin',
    breaks: (settings, { networkPlugin }) => isOff(settings) && networkPlugin !== 'none',
    message: ({ networkPlugin }) => 'kube-proxy may be off in a cluster that brings its own CNI plugin only: '
      + `expected networkPlugin "none" with enabled false, and it is ${networkPlugin === undefined ? 'not set' : quoted(networkPlugin)}`,
  },
  {
    fact: 'networkDataplane',
    breaks: (settings, { networkDataplane }) => !isOff(settings) && networkDataplane === 'cilium',
    message: () => 'AKS\'s Cilium replaces kube-proxy, and AKS refuses to enable it there (CiliumDataplaneRequiresKubeProxyConfigDisabled): '
      + 'expected another data plane, or no kube-proxy configuration',
  },
];

/** What keeps AKS from doing as told in such a cluster. */
export function clusterProblems(settings: AksKubeProxySettings, cluster: ClusterFacts): Problem[] {
  const mode = modeOf(settings);
  return CLUSTER_RULES
    .filter(rule => (rule.mode === undefined || rule.mode === mode) && rule.breaks(settings, cluster))
    .map(({ fact, message }) => ({ field: fact, message: message(cluster) }));
}

/** NaN where no version is known, which no comparison holds for. */
function minorOf(version: string | undefined): number {
  return parseKubernetesVersion(version)?.minor ?? NaN;
}
