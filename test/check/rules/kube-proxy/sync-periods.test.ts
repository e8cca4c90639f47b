import { syncPeriods } from '../../../../src/check/rules/kube-proxy/sync-periods';
import { found, kubeProxy, summary } from '../../findings/findings';

test('non-compliant: periods of the mode of today', () => {
  const sections = { iptables: { syncPeriod: '1m0s', minSyncPeriod: '10s' }, ipvs: { minSyncPeriod: '5s' } };
  expect(summary(found(syncPeriods, [kubeProxy({ mode: 'iptables', ...sections })]))).toEqual([{
    severity: 'info',
    message: 'nftables mode does not read the sync periods of the section iptables.',
    objects: ['ConfigMap kube-system/kube-proxy: iptables.syncPeriod 1m0s, iptables.minSyncPeriod 10s'],
  }]);
  expect(summary(found(syncPeriods, [kubeProxy({ mode: 'ipvs', ...sections })]))).toEqual([{
    severity: 'info',
    message: 'nftables mode does not read the sync periods of the section ipvs.',
    objects: ['ConfigMap kube-system/kube-proxy: ipvs.minSyncPeriod 5s'],
  }]);
});

test('compliant: nothing set, as kubeadm writes it, or set for nftables mode too', () => {
  expect(found(syncPeriods, [kubeProxy({ mode: 'iptables', iptables: { syncPeriod: '0s', minSyncPeriod: '0s' } })])).toEqual([]);
  expect(found(syncPeriods, [kubeProxy({ mode: 'iptables', ipvs: { syncPeriod: '10s' } })])).toEqual([]);
  expect(found(syncPeriods, [kubeProxy({ mode: 'iptables', iptables: { minSyncPeriod: '10s' }, nftables: { minSyncPeriod: '5s' } })])).toEqual([]);
});
