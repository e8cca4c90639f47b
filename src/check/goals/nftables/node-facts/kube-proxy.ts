import { NodeDecision } from './decision';

export const nodeKubeProxyMode: NodeDecision = {
  decidedBy: ['kubeProxy.mode'],
  decide({ facts, context: { mode } }) {
    const runs = facts.value('kubeProxy.mode');
    return runs === undefined ? undefined : runs !== mode && `kube-proxy runs in ${runs} mode`;
  },
  finds: {
    message: 'kube-proxy on this node runs in another mode than its configuration says; the other findings are not about what it does there.',
    // Without a configuration in the input iptables mode is only assumed.
    when: ({ showsCluster, configurationObjects }) => showsCluster && configurationObjects.length > 0,
  },
};

/** Counters of failures, and what has failed. Upstream pkg/proxy/metrics/metrics.go. */
const FAILURES: Readonly<Record<string, string>> = {
  kubeproxy_sync_proxy_rules_nftables_sync_failures_total: 'syncs of nftables',
  kubeproxy_sync_proxy_rules_iptables_restore_failures_total: 'runs of iptables-restore',
};

export const nodeKubeProxySyncs: NodeDecision = {
  decidedBy: ['kubeProxy.healthy', 'kubeProxy.metrics'],
  decide({ facts }) {
    const healthy = facts.value('kubeProxy.healthy');
    const metrics = facts.value('kubeProxy.metrics');
    const failed = Object.entries(FAILURES).filter(([name]) => (metrics?.[name] ?? 0) > 0).map(([name, what]) => `${metrics![name]} ${what} have failed`);
    const all = [...healthy === false ? ['/healthz answers 503'] : [], ...failed];
    if (all.length > 0) return all.join('; ');
    return healthy === undefined || metrics === undefined ? undefined : false;
  },
  finds: { message: 'kube-proxy on this node reports that it cannot program its rules, or could not do so before.' },
};
