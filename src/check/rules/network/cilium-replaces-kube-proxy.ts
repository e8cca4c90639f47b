import { isPlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ciliumReplacesKubeProxy: NftablesRule = {
  id: 'cilium-replaces-kube-proxy',
  title: 'Cilium replaces kube-proxy',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'With kube-proxy-replacement true (up to 1.13 also strict) Cilium serves Services with eBPF before a packet gets to kube-proxy\'s rules. The '
    + 'mode of a kube-proxy that still runs then changes nothing for Services, and one that doesn\'t run needs no mode.',
  remediation: 'Remove kube-proxy and what it has left on the nodes (kube-proxy --cleanup) rather than change its mode.',
  references: ['https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/'],
  * check({ cluster: { ciliumConfigMap } }) {
    const data = ciliumConfigMap?.object.data;
    const value = isPlainObject(data) ? data['kube-proxy-replacement'] : undefined;
    if (!ciliumConfigMap || (value !== 'true' && value !== 'strict')) return;
    yield {
      message: 'Cilium serves Services itself: kube-proxy\'s mode doesn\'t matter to them.',
      objects: [{ object: ciliumConfigMap.reference, detail: `kube-proxy-replacement: ${value}` }],
    };
  },
};
