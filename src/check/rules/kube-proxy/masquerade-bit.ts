import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** Upstream pkg/proxy/apis/config/v1alpha1/defaults.go, for both sections. */
const DEFAULT_BIT = 14;

export const masqueradeBit: NftablesRule = {
  id: 'masquerade-bit',
  title: 'iptables.masqueradeBit has no effect in nftables mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'kube-proxy requests source NAT with a bit of the packet mark. iptables and IPVS mode read it from iptables.masqueradeBit; '
    + 'nftables mode reads nftables.masqueradeBit. Both default to 14. Clusters set another bit if other software on the node (a CNI plugin, a '
    + 'VPN, policy routing) uses bit 14. With the default in effect again, packets are masqueraded or routed because of the marks of other software.',
  remediation: 'Set nftables.masqueradeBit to the value of iptables.masqueradeBit together with the mode.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/#kubeproxy-config-k8s-io-v1alpha1-KubeProxyNFTablesConfiguration',
  ],
  * check({ configuration: { iptables }, planned: { nftables }, configurationObjects }) {
    const bit = iptables?.masqueradeBit ?? DEFAULT_BIT;
    // Whoever has set the new field has thought of it.
    if (bit === DEFAULT_BIT || (nftables?.masqueradeBit ?? undefined) !== undefined) return;
    yield {
      message: `iptables.masqueradeBit is ${bit}, but nftables.masqueradeBit is not set and defaults to ${DEFAULT_BIT}.`,
      objects: configurationObjects,
    };
  },
};
