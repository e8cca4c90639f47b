import { isPlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ciliumReplacesKubeProxy: NftablesRule = {
  id: 'cilium-replaces-kube-proxy',
  title: 'Cilium replaces kube-proxy',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'With kube-proxy-replacement true (up to 1.13 also strict), Cilium serves Services with eBPF before a packet reaches kube-proxy\'s '
    + 'rules. If a kube-proxy still runs, its mode does not affect Services.',
  remediation: 'Remove kube-proxy and its rules from the nodes (kube-proxy --cleanup) instead of changing its mode.',
  references: ['https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/'],
  * check({ cluster: { ciliumConfigMap } }) {
    const data = ciliumConfigMap?.object.data;
    const value = isPlainObject(data) ? data['kube-proxy-replacement'] : undefined;
    if (!ciliumConfigMap || (value !== 'true' && value !== 'strict')) return;
    yield {
      message: 'Cilium serves Services itself, so the mode of kube-proxy does not affect them.',
      objects: [{ object: ciliumConfigMap.reference, detail: `kube-proxy-replacement: ${value}` }],
    };
  },
};
