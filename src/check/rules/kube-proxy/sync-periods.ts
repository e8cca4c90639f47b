import { isSet } from '../../../programs/kube-proxy/migration-steps';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

const PERIODS = ['syncPeriod', 'minSyncPeriod'] as const;

export const syncPeriods: NftablesRule = {
  id: 'sync-periods',
  title: 'Sync periods of the current mode have no effect in nftables mode',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'Each mode has its own syncPeriod and minSyncPeriod. In nftables mode, kube-proxy writes only what has changed, at most once per '
    + 'nftables.minSyncPeriod (default: 1s). A long minSyncPeriod, as large clusters use in iptables mode, is rarely needed and delays every '
    + 'endpoint change. nftables.syncPeriod (default: 30s) is the delay before a failed sync is retried.',
  remediation: 'Keep the defaults of nftables.syncPeriod and nftables.minSyncPeriod and monitor kubeproxy_sync_proxy_rules_duration_seconds; set '
    + 'nftables.minSyncPeriod if a large cluster needs it.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-nftables', 'https://github.com/kubernetes/kubernetes/pull/126013'],
  * check({ mode, configuration, planned, configurationObjects }) {
    const section = mode === 'ipvs' ? 'ipvs' : 'iptables';
    const set = PERIODS.filter(name => isSet(configuration[section]?.[name]) && !isSet(planned.nftables?.[name]));
    if (set.length === 0) return;
    const detail = set.map(name => `${section}.${name} ${configuration[section]?.[name]}`).join(', ');
    yield {
      message: `nftables mode does not read the sync periods of the section ${section}.`,
      objects: configurationObjects.map(({ object }) => ({ object, detail })),
    };
  },
};
