import { FindingConfidence, FindingSeverity } from '../finding';
import { Rule } from '../rule';

/** Flags that stand for fields of KubeProxyConfiguration; upstream `cmd/kube-proxy/app/options.go`. */
const CONFIGURATION_FLAGS = [
  'proxy-mode', 'feature-gates', 'cluster-cidr', 'detect-local-mode', 'nodeport-addresses', 'masquerade-all', 'iptables-masquerade-bit',
  'iptables-sync-period', 'iptables-min-sync-period', 'iptables-localhost-nodeports', 'ipvs-scheduler', 'ipvs-strict-arp', 'ipvs-exclude-cidrs',
  'ipvs-sync-period', 'ipvs-min-sync-period', 'ipvs-tcp-timeout', 'ipvs-tcpfin-timeout', 'ipvs-udp-timeout',
  'conntrack-max-per-core', 'conntrack-min', 'conntrack-tcp-be-liberal', 'healthz-bind-address', 'metrics-bind-address', 'bind-address',
];

export const kubeProxyCommandLine: Rule = {
  id: 'kube-proxy-command-line',
  title: 'kube-proxy is configured by flags',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'kube-proxy reads a KubeProxyConfiguration with --config alone: without, it takes the mode and everything else from its flags, and a changed '
    + 'ConfigMap has no effect. With --config it is the other way round: all flags are ignored but --hostname-override, --master and those about '
    + 'logging. There are no flags for the fields nftables.*.',
  remediation: 'Have the DaemonSet mount the ConfigMap, and start kube-proxy with --config=/var/lib/kube-proxy/config.conf in place of the flags. Where a '
    + 'provider owns the DaemonSet (AKS does), change the mode in the provider\'s settings.',
  references: [
    'https://github.com/kubernetes/kubernetes/blob/v1.36.0/cmd/kube-proxy/app/options.go',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
  ],
  * check(context) {
    const { kubeProxyDaemonSet: object } = context;
    const set = CONFIGURATION_FLAGS.filter(flag => context.kubeProxyFlag(flag) !== undefined);
    if (!object || set.length === 0) return;
    const objects = [{ object, detail: set.map(flag => `--${flag}`).join(', ') }];
    if (context.kubeProxyFlag('config') === undefined) {
      yield { message: 'kube-proxy is started with flags and without --config: a changed ConfigMap has no effect on it.', objects };
    } else {
      yield {
        message: 'kube-proxy is started with --config, and ignores flags that its configuration has fields for.',
        objects,
        severity: FindingSeverity.INFO,
        remediation: 'Remove the flags, which only mislead readers.',
      };
    }
  },
};
