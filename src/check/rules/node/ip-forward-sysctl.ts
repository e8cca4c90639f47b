import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ipForwardSysctl: NftablesRule = {
  id: 'ip-forward-sysctl',
  title: 'Nobody may switch on IP forwarding any more',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs'],
  description: 'In IPVS mode kube-proxy sets net.ipv4.ip_forward to 1, which no other mode does. It stays set until the node is rebooted; afterwards '
    + 'traffic of Services and pods is no longer forwarded, unless the operating system or the CNI plugin sets it.',
  remediation: 'Look for another place that sets it: grep -rs ip_forward /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d. If there is none, write '
    + 'net.ipv4.ip_forward = 1 into /etc/sysctl.d/k8s.conf on every node.',
  references: [
    'https://kubernetes.io/docs/setup/production-environment/container-runtimes/#prerequisite-ipv4-forwarding-optional',
    'https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/proxy/ipvs/proxier.go',
  ],
  * check({ configurationObjects }) {
    yield { message: 'IPVS mode sets net.ipv4.ip_forward; after a reboot in nftables mode something else has to.', objects: configurationObjects };
  },
};
