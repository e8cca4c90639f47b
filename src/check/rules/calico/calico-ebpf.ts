import { calicoOf } from '../../../cluster/inventory/calico';
import { dataplaneSetting } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoEbpf: NftablesRule = {
  id: 'calico-ebpf',
  title: 'Calico\'s eBPF dataplane replaces kube-proxy',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['iptables', 'nftables'],
  description: 'With the eBPF dataplane, Calico serves Services itself, and kube-proxy is usually switched off. Changing the mode of kube-proxy '
    + 'then changes nothing for Services. If kube-proxy stays, Felix removes its iptables rules by default (bpfKubeProxyIptablesCleanupEnabled) '
    + 'and answers on its health port (bpfKubeProxyHealthzPort, 10256).',
  remediation: 'Switch kube-proxy off instead of changing its mode. If it must stay, set bpfKubeProxyIptablesCleanupEnabled: false and '
    + 'bpfKubeProxyHealthzPort: 0 in the FelixConfiguration.',
  references: ['https://docs.tigera.io/calico/latest/operations/ebpf/enabling-ebpf'],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (calico?.linuxDataplane !== 'BPF') return;
    yield {
      message: 'Calico\'s eBPF dataplane serves Services itself, so kube-proxy is usually not needed in any mode.',
      objects: dataplaneSetting(calico, calico.isOperatorManaged ? 'linuxDataplane BPF' : 'bpfEnabled'),
    };
  },
};
