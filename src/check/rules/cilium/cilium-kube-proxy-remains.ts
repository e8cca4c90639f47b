import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { leadingVersion, isBefore } from '../../../base/version/version';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumContext } from '../../goals/cilium/context';
import { kubeProxyOnAllNodes } from '../../goals/cilium/kube-proxy';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumKubeProxyRemains: CiliumRule = {
  id: 'cilium-kube-proxy-remains',
  title: 'kube-proxy beside its replacement',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Where Cilium replaces kube-proxy and kube-proxy runs as well, both translate Services, with tables that do not know of each other: replies and affinity break. From Kubernetes 1.32, '
    + 'kubeadm upgrade creates kube-proxy again unless proxy.disabled is set in its ClusterConfiguration. Rules of kube-proxy stay on nodes when it is removed, and iptables-save, which '
    + 'Cilium\'s documentation uses, shows nothing of those of nftables mode.',
  remediation: 'Remove the DaemonSet and the ConfigMap kube-proxy once all agents replace it, set proxy.disabled: true for kubeadm, and clean the nodes: nft delete table ip kube-proxy and ip6 '
    + 'kube-proxy, or kube-proxy --cleanup. To go node by node, exclude nodes by a label in the affinity of the DaemonSet.',
  references: [
    'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/',
    'https://docs.cilium.io/en/stable/configuration/per-node-config/',
    'https://github.com/kubernetes/kubeadm/issues/3137',
  ],
  * check(context) {
    const { cluster, shown } = context;
    if (!context.replacesKubeProxy || !shown) return;
    const daemonSet = cluster.kubeProxyDaemonSet;
    const running = kubeProxyOnAllNodes(cluster);
    yield* whereAny(running ? [{ object: running, detail: 'runs on all nodes, and kubeProxyReplacement is true' }] : [], {
      message: 'kube-proxy runs on nodes where Cilium replaces it.',
    });
    const kubeadm = cluster.kubeadmConfigMap;
    yield* whereAny(kubeadm && isFrom132(context) && !isProxyDisabled(cluster.kubeadmClusterConfiguration ?? {})
      ? [{ object: kubeadm.reference, detail: 'ClusterConfiguration has no proxy.disabled: true' }] : [], {
      message: 'kubeadm upgrade installs kube-proxy again.',
    });
    yield* whereAny(daemonSet && cluster.kubeProxyConfiguration?.document.mode === 'nftables'
      ? [{ object: daemonSet.reference, detail: 'mode nftables: delete the tables ip kube-proxy and ip6 kube-proxy on each node' }] : [], {
      message: 'Rules of nftables mode stay on nodes, and iptables-save does not show them.',
      severity: FindingSeverity.WARNING,
      confidence: FindingConfidence.NEEDS_NODE_CHECK,
    });
  },
};

function isProxyDisabled({ proxy }: PlainObject): boolean {
  return isPlainObject(proxy) && proxy.disabled === true;
}

/** Whether kubeadm is one that creates what is missing: by its own version, or that of the nodes. */
function isFrom132({ cluster }: CiliumContext): boolean {
  const { kubernetesVersion } = cluster.kubeadmClusterConfiguration ?? {};
  const texts = typeof kubernetesVersion === 'string' ? [kubernetesVersion] : [...cluster.nodes.values()].map(({ kubeletVersion }) => kubeletVersion);
  return texts.some(text => isBefore(leadingVersion(text), 1, 32) === false);
}
