import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipForwardSysctl: NftablesRule = {
  id: 'ip-forward-sysctl',
  title: 'IP forwarding may not be enabled anymore',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs'],
  description: 'Only in IPVS mode does kube-proxy set net.ipv4.ip_forward to 1. The setting lasts until the node reboots. Afterwards, the node no '
    + 'longer forwards the traffic of Services and pods unless the operating system or the CNI plugin sets it.',
  remediation: 'Check what else sets it: grep -rs ip_forward /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d. If nothing does, write '
    + 'net.ipv4.ip_forward = 1 to /etc/sysctl.d/k8s.conf on every node.',
  references: [
    'https://kubernetes.io/docs/setup/production-environment/container-runtimes/#prerequisite-ipv4-forwarding-optional',
    'https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/proxy/ipvs/proxier.go',
  ],
  * check({ configurationObjects }) {
    yield { message: 'IPVS mode sets net.ipv4.ip_forward; in nftables mode, something else must set it after a '
      + 'reboot.', objects: configurationObjects };
  },
};
