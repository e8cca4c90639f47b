import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { ciliumSettings } from '../../goals/ambient/cilium';
import { AmbientRule } from '../../goals/ambient/rule';

export const ciliumHostRouting: AmbientRule = {
  id: 'cilium-host-routing',
  title: 'Routing of Cilium that bypasses the rewrite of probes',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  description: 'With kube-proxy replacement and BPF masquerading Cilium routes packets between the node and pods in eBPF, past the rules of the node '
    + 'in which istio-cni rewrites the source of probes. Probes of enrolled pods then go through ztunnel and may fail, depending on the versions.',
  remediation: 'Set bpf.hostLegacyRouting to true in the values of Cilium, or bpf.masquerade to false, and look at the probes of one enrolled pod.',
  references: ['https://github.com/istio/istio/issues/52208', 'https://github.com/cilium/cilium/issues/36022'],
  * check(context) {
    if (!context.isAmbient) return;
    const found = ciliumSettings(context.cluster).filter(({ value }) => value('kube-proxy-replacement') === 'true' && value('enable-bpf-masquerade') === 'true' && value('enable-host-legacy-routing') !== 'true');
    yield* whereAny(found.map(({ object }) => ({ object: object('enable-bpf-masquerade'), detail: 'enable-bpf-masquerade: true, enable-host-legacy-routing: not true' })), {
      message: 'Cilium routes in eBPF, past the rules that istio-cni needs for probes.',
    });
  },
};
