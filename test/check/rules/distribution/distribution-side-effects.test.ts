import { distributionSideEffects } from '../../../../src/check/rules/distribution/distribution-side-effects';
import { found, kubeProxy, machine, summary } from '../../findings/findings';

test('non-compliant: a mode that does not last', () => {
  const node = machine('a', { kubeletVersion: 'v1.34.2' }, { labels: { 'v1.kubeone.io/operating-system': 'ubuntu' } });
  expect(summary(found(distributionSideEffects, [node, kubeProxy({ mode: 'ipvs' })]))).toEqual([{
    severity: 'warning',
    message: 'It does not last: every `kubeone apply` that upgrades overwrites the ConfigMap, and with it the mode (kubermatic/kubeone#4104). Apply the new one again after each, or set '
      + 'clusterNetwork.kubeProxy.skipInstallation: true and bring kube-proxy as an addon of your own.',
    objects: [],
  }]);
});

test('compliant: what runs in nftables mode already, and kubeadm', () => {
  const node = machine('a', { kubeletVersion: 'v1.34.2' }, { labels: { 'v1.kubeone.io/operating-system': 'ubuntu' } });
  expect(found(distributionSideEffects, [node, kubeProxy({ mode: 'nftables' })])).toEqual([]);
  expect(found(distributionSideEffects, [machine('a', { kubeletVersion: 'v1.34.2' }), kubeProxy({ mode: 'ipvs' })])).toEqual([]);
});
