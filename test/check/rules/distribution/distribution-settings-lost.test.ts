import { distributionSettingsLost } from '../../../../src/check/rules/distribution/distribution-settings-lost';
import { Plain } from '../../../support/builders';
import { found, kubeProxy, machine, summary } from '../../findings/findings';

const shoot: Plain = machine('a', { kubeletVersion: 'v1.35.4' }, { labels: { 'worker.gardener.cloud/pool': 'blue' } });

test('non-compliant: settings of the section nftables, which a Shoot does not have', () => {
  expect(summary(found(distributionSettingsLost, [shoot, kubeProxy({ mode: 'iptables', nodePortAddresses: ['192.0.2.0/24'], iptables: { masqueradeAll: true, masqueradeBit: 14, syncPeriod: '30s' } })]))).toEqual([
    { severity: 'warning', message: 'Gardener cannot carry over nodePortAddresses: a Shoot has no field for it.', objects: ['ConfigMap kube-system/kube-proxy'] },
    { severity: 'warning', message: 'Gardener cannot carry over nftables.masqueradeAll: a Shoot has no field for it.', objects: ['ConfigMap kube-system/kube-proxy'] },
  ]);
});

test('compliant: the defaults', () => {
  expect(found(distributionSettingsLost, [shoot, kubeProxy({ mode: 'iptables', iptables: { masqueradeAll: false, masqueradeBit: 14, syncPeriod: '0s' } })])).toEqual([]);
});

test('compliant: kubeadm, which passes on everything', () => {
  expect(found(distributionSettingsLost, [machine('a', { kubeletVersion: 'v1.35.4' }), kubeProxy({ mode: 'iptables', iptables: { masqueradeAll: true } })])).toEqual([]);
});
