import { configurationFlags } from '../../../programs/kube-proxy/configuration-flags';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesContext } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

export const kubeProxyCommandLine: NftablesRule = {
  id: 'kube-proxy-command-line',
  title: 'kube-proxy is configured by flags',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'kube-proxy reads a KubeProxyConfiguration only if it is started with --config. Without --config, it takes the mode and all other '
    + 'settings from its flags, and changing the ConfigMap has no effect. With --config, it ignores all flags except --hostname-override, '
    + '--master and those for logging. The nftables.* fields do not have flags.',
  remediation: 'Mount the ConfigMap in the DaemonSet and start kube-proxy with --config=/var/lib/kube-proxy/config.conf instead of the flags. If '
    + 'a provider owns the DaemonSet (as on AKS), change the mode in the settings of the provider.',
  references: [
    'https://github.com/kubernetes/kubernetes/blob/v1.36.0/cmd/kube-proxy/app/options.go',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
  ],
  * check(context) {
    const { kubeProxyDaemonSet: object } = context;
    const set = configurationFlags(flag => context.kubeProxyFlag(flag));
    if (!object || set.length === 0) return;
    const objects = [{ object, detail: set.map(flag => `--${flag}`).join(', ') }];
    if (context.isConfiguredByFlags) {
      yield {
        message: 'kube-proxy is started with flags and without --config, so changing the ConfigMap has no effect.',
        objects,
        // What runs in nftables mode already has nothing in its way.
        ...context.mode === 'nftables' && { severity: FindingSeverity.INFO },
        ...remediationOf(context),
      };
    } else {
      yield {
        message: 'kube-proxy is started with --config and ignores flags for which its configuration has fields.',
        objects,
        severity: FindingSeverity.INFO,
        remediation: 'Remove the flags: they have no effect and mislead readers.',
      };
    }
  },
};

/** Where a distribution starts kube-proxy itself, only its own setting lasts. */
function remediationOf({ cluster }: NftablesContext): { readonly remediation?: string } {
  const distribution = [...cluster.nodes.values()].map(node => node.distribution).find(known => known?.lasts === 'own-setting');
  if (!distribution) return {};
  return { remediation: `${distribution.name} starts kube-proxy itself: change its own setting, which is described at ${distribution.reference}, and not the DaemonSet.` };
}
