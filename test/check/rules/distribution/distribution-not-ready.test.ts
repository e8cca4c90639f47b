import { distributionNotReady } from '../../../../src/check/rules/distribution/distribution-not-ready';
import { found, machine, summary } from '../../findings/findings';

test('non-compliant: a version that has no nftables mode', () => {
  expect(summary(found(distributionNotReady, [machine('a', { kubeletVersion: 'v1.34.1+rke2r1' })]))).toEqual([{
    severity: 'blocker',
    message: 'RKE2: nftables mode is supported from v1.34.10+rke2r1, v1.35.7+rke2r1 and v1.36.3+rke2r1 on, as experimental; before, Canal\'s images lack nft (rancher/rke2#8924). Upgrade RKE2 first.',
    objects: [],
  }]);
});

test('non-compliant: a service without a setting', () => {
  expect(found(distributionNotReady, [machine('a', { kubeletVersion: 'v1.34.1-gke.1' })])).toHaveLength(1);
});

test.each([['v1.34.10+rke2r1'], ['v1.34.4+k3s1'], ['v1.34.4']])('compliant: %s', kubeletVersion => {
  expect(found(distributionNotReady, [machine('a', { kubeletVersion })])).toEqual([]);
});
