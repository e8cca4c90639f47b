import { KubeProxyConfiguration } from './kube-proxy-configuration';
import { formatGoDuration, parseGoDuration } from '../../base/schema/duration';
import { Problem } from '../../base/schema/problem';

const SECOND = 1_000_000_000n;

interface SyncPeriodDefaults {
  readonly section: 'nftables' | 'iptables' | 'ipvs';
  readonly syncPeriod: bigint;
  readonly minSyncPeriod: bigint;
}

// Upstream pkg/proxy/apis/config/v1alpha1/defaults.go
const DEFAULTS: readonly SyncPeriodDefaults[] = [
  { section: 'nftables', syncPeriod: 30n * SECOND, minSyncPeriod: SECOND },
  { section: 'iptables', syncPeriod: 30n * SECOND, minSyncPeriod: SECOND },
  { section: 'ipvs', syncPeriod: 30n * SECOND, minSyncPeriod: 0n },
];

/**
 * The sync periods of the active mode; the other modes' are never read (upstream `v1alpha1/conversion.go`).
 * kube-proxy puts the default for a zero before it validates, so `0s` is not a problem.
 */
export function syncPeriodProblems(configuration: KubeProxyConfiguration): Problem[] {
  const defaults = DEFAULTS.find(({ section }) => section === (configuration.mode || 'iptables'));
  if (!defaults) return [];
  const { section } = defaults;
  const set = configuration[section];
  const syncPeriod = nonZero(set?.syncPeriod) ?? defaults.syncPeriod;
  const minSyncPeriod = nonZero(set?.minSyncPeriod) ?? defaults.minSyncPeriod;

  if (syncPeriod < 0n) return [{ field: `${section}.syncPeriod`, message: `${formatGoDuration(syncPeriod)} is negative: expected more than 0s` }];
  if (minSyncPeriod < 0n) {
    return [{ field: `${section}.minSyncPeriod`, message: `${formatGoDuration(minSyncPeriod)} is negative: expected 0s or more` }];
  }
  if (minSyncPeriod <= syncPeriod) return [];
  // The one that was set is the one to change.
  return nonZero(set?.minSyncPeriod) === undefined
    ? [{ field: `${section}.syncPeriod`, message: `${formatGoDuration(syncPeriod)} is shorter than minSyncPeriod, ${formatGoDuration(minSyncPeriod)} by default: make it longer, or set a shorter minSyncPeriod` }]
    : [{ field: `${section}.minSyncPeriod`, message: `${formatGoDuration(minSyncPeriod)} is longer than syncPeriod, ${formatGoDuration(syncPeriod)}${nonZero(set?.syncPeriod) === undefined ? ' by default' : ''}: expected that or less` }];
}

function nonZero(text: string | undefined): bigint | undefined {
  return (text === undefined ? undefined : parseGoDuration(text)) || undefined;
}
