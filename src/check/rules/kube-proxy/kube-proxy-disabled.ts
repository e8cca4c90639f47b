import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** Node selectors that no node meets: Calico's manual for eBPF, and the Tigera operator's kubeProxyManagement. */
const SELECTORS = ['non-calico', 'operator.tigera.io/disable-kube-proxy'];

export const kubeProxyDisabled: NftablesRule = {
  id: 'kube-proxy-disabled',
  title: 'kube-proxy is switched off',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'Where Calico\'s eBPF dataplane serves Services, kube-proxy\'s DaemonSet stays, with a node selector that no node matches: '
    + 'non-calico: "true" if set by hand, or operator.tigera.io/disable-kube-proxy: "true" if set by the operator. Its mode matters again when '
    + 'the selector is removed.',
  remediation: 'Change the mode if you plan to leave eBPF again; otherwise no action is required.',
  references: ['https://docs.tigera.io/calico/latest/operations/ebpf/enabling-ebpf'],
  * check({ kubeProxyDaemonSet: object }) {
    const selector = SELECTORS.find(name => object?.nodeSelector[name] === 'true');
    if (!object || selector === undefined) return;
    yield { message: 'kube-proxy is switched off by its node selector, so the mode of its configuration is not in '
      + 'use.', objects: [{ object, detail: `${selector}: "true"` }] };
  },
};
