import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const nftLeftover: AmbientRule = {
  id: 'nft-leftover',
  title: 'Nodes that go on with iptables until they boot',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  description: 'Where a node still has the set istio-inpod-probes of ipset, which istio-cni has made with iptables, the agent of Istio 1.29 and later '
    + 'goes on with iptables after global.nativeNftables is turned on, until the node boots.',
  remediation: 'Drain and reboot the nodes after the change, and look for the tables inet istio-ambient-nat, -mangle and -raw there.',
  references: ['https://github.com/istio/istio/blob/1.30.3/cni/pkg/nodeagent/net.go', 'https://istio.io/latest/blog/2025/nftables-support/'],
  * check(context) {
    const { cluster } = context;
    const current = cluster.networkConfigMap('istio-system/istio-cni-config', 'kube-system/istio-cni-config');
    const isRunning = current !== undefined || context.daemonSet('install-cni') !== undefined;
    if (!context.has('1.28') || !isRunning || String(context.dataOf(current).NATIVE_NFTABLES) === 'true') return;
    yield* whereAny(context.settings('cni').filter(settings => settings.at('global', 'nativeNftables') === true).map(settings => ({ object: settings.reference('global', 'nativeNftables') })), {
      message: 'Values turn nftables on for an istio-cni that has used iptables.',
    });
  },
};
