import { isSet } from '../../../programs/kube-proxy/migration-steps';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

const PERIODS = ['syncPeriod', 'minSyncPeriod'] as const;

export const syncPeriods: NftablesRule = {
  id: 'sync-periods',
  title: 'Sync periods of the old mode do not act in nftables mode',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'Each mode has a syncPeriod and a minSyncPeriod of its own. In nftables mode kube-proxy writes only what has changed, at most once each '
    + 'nftables.minSyncPeriod (1s by default), so a long iptables.minSyncPeriod that was to spare large clusters is seldom needed any more, and '
    + 'delays every change of endpoints. nftables.syncPeriod (30s by default) is how soon a sync that has failed is tried again.',
  remediation: 'Leave nftables.syncPeriod and nftables.minSyncPeriod at their defaults and watch kubeproxy_sync_proxy_rules_duration_seconds; set '
    + 'nftables.minSyncPeriod where a large cluster needs it.',
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
