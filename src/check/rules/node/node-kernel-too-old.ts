import { isBefore, leadingVersion } from '../../../base/version/version';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const nodeKernelTooOld: NftablesRule = {
  id: 'node-kernel-too-old',
  title: 'Kernel too old for nftables mode',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'kube-proxy in nftables mode needs Linux 5.13. With an older kernel, it exits at startup, and the node gets no Service rules at '
    + 'all. Because of a bug, kube-proxy 1.31 and 1.32 check the kernel only if KUBE_PROXY_NFTABLES_SKIP_KERNEL_VERSION_CHECK is set; otherwise '
    + 'they start, and fail when the kernel lacks what they need.',
  remediation: 'Upgrade the operating system of the node before its kube-proxy changes the mode, or drain and replace the node. Until then, it '
    + 'can stay in its mode with its own DaemonSet and ConfigMap: modes may differ from node to node.',
  references: [
    'https://kep.k8s.io/3866',
    'https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-nftables',
  ],
  * check({ cluster }) {
    const objects = [...cluster.nodes.values()]
      .filter(({ operatingSystem }) => operatingSystem !== 'windows')
      .filter(({ kernelVersion }) => {
        const version = leadingVersion(kernelVersion);
        return version !== undefined && isBefore(version, 5, 13);
      })
      .map(node => ({ object: node, detail: `kernel ${node.kernelVersion}` }));
    if (objects.length > 0) yield { message: 'kube-proxy in nftables mode requires kernel 5.13 or later, which the node does not have.', objects };
  },
};
