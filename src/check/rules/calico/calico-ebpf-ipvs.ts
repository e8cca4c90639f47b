import { calicoOf } from '../../../cluster/inventory/calico';
import { dataplaneSetting } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoEbpfIpvs: NftablesRule = {
  id: 'calico-ebpf-ipvs',
  title: 'Calico\'s eBPF dataplane with kube-proxy in IPVS mode',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'Calico\'s eBPF dataplane does not work with what IPVS mode leaves on a node. Before you enable eBPF or disable kube-proxy, '
    + 'kube-proxy must change to iptables mode and the nodes must restart; nodes have lost all connectivity otherwise. This applies to IPVS mode '
    + 'only.',
  remediation: 'Change kube-proxy to iptables mode, restart the nodes one by one, and only then disable kube-proxy (or change it to nftables mode).',
  references: [
    'https://docs.tigera.io/calico/latest/operations/ebpf/enabling-ebpf',
    'https://github.com/projectcalico/calico/issues/12476',
  ],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (calico?.linuxDataplane !== 'BPF') return;
    yield {
      message: 'Calico is set to its eBPF dataplane while kube-proxy is in IPVS mode: nodes may lose all connectivity.',
      objects: dataplaneSetting(calico, calico.isOperatorManaged ? 'linuxDataplane BPF' : 'bpfEnabled'),
    };
  },
};
