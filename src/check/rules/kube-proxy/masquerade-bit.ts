import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** Upstream pkg/proxy/apis/config/v1alpha1/defaults.go, for both sections. */
const DEFAULT_BIT = 14;

export const masqueradeBit: NftablesRule = {
  id: 'masquerade-bit',
  title: 'iptables.masqueradeBit does not act in nftables mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'kube-proxy asks for source NAT by a bit of the packet mark. The modes iptables and IPVS read it from iptables.masqueradeBit, '
    + 'nftables mode reads nftables.masqueradeBit; both are 14 by default. A bit is chosen because other software of the node (a CNI plugin, a VPN, '
    + 'policy routing) uses bit 14: with the default back in force, packets are masqueraded or routed by the mark of somebody else.',
  remediation: 'Set nftables.masqueradeBit to the value of iptables.masqueradeBit together with the mode.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/#kubeproxy-config-k8s-io-v1alpha1-KubeProxyNFTablesConfiguration',
  ],
  * check({ configuration: { iptables }, planned: { nftables }, configurationObjects }) {
    const bit = iptables?.masqueradeBit ?? DEFAULT_BIT;
    // Whoever has set the new field has thought of it.
    if (bit === DEFAULT_BIT || (nftables?.masqueradeBit ?? undefined) !== undefined) return;
    yield {
      message: `iptables.masqueradeBit is ${bit}, and nftables.masqueradeBit is not set, which makes it ${DEFAULT_BIT}.`,
      objects: configurationObjects,
    };
  },
};
