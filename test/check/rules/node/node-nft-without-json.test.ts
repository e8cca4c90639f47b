import { nodeNftWithoutJson } from '../../../../src/check/rules/node/node-nft-without-json';
import { found, machine, summary } from '../../findings/findings';

const kubelets = (...versions: string[]) => versions.map(version => machine(version.replace(/\W/g, '-'), { kubeletVersion: version }));

test('non-compliant: k3s without nft, and k3s whose nft has no JSON', () => {
  expect(summary(found(nodeNftWithoutJson, kubelets('v1.29.10+k3s1', 'v1.31.2+k3s1', 'v1.31.3+k3s1', 'v1.31.12+k3s1', 'v1.32.8+k3s1', 'v1.33.4+k3s1', 'v1.34.0+k3s1')))).toEqual([
    {
      severity: 'blocker',
      message: 'This k3s does not include nft: if the node does not have nft either, kube-proxy exits, and so does k3s.',
      objects: ['Node v1-29-10-k3s1: v1.29.10+k3s1', 'Node v1-31-2-k3s1: v1.31.2+k3s1'],
    },
    {
      severity: 'warning',
      message: 'The nft of this k3s is built without JSON support, so kube-proxy cannot list its existing rules.',
      objects: [
        'Node v1-31-3-k3s1: v1.31.3+k3s1', 'Node v1-31-12-k3s1: v1.31.12+k3s1', 'Node v1-32-8-k3s1: v1.32.8+k3s1', 'Node v1-33-4-k3s1: v1.33.4+k3s1', 'Node v1-34-0-k3s1: v1.34.0+k3s1',
      ],
    },
  ]);
});

test('non-compliant: RKE2 without nft, and before nftables mode was supported', () => {
  expect(summary(found(nodeNftWithoutJson, kubelets('v1.31.2+rke2r1', 'v1.32.0+rke2r1', 'v1.33.4+rke2r1', 'v1.34.9+rke2r1', 'v1.35.6+rke2r1', 'v1.36.2+rke2r1')))).toEqual([
    {
      severity: 'blocker',
      message: 'The kube-proxy image of this RKE2 may lack nft, without which kube-proxy exits.',
      objects: ['Node v1-31-2-rke2r1: v1.31.2+rke2r1'],
    },
    {
      severity: 'warning',
      message: 'The nft of this RKE2 may be built without JSON support, so kube-proxy cannot list its existing rules; only later releases of RKE2 '
        + 'support nftables mode.',
      objects: [
        'Node v1-32-0-rke2r1: v1.32.0+rke2r1', 'Node v1-33-4-rke2r1: v1.33.4+rke2r1', 'Node v1-34-9-rke2r1: v1.34.9+rke2r1',
        'Node v1-35-6-rke2r1: v1.35.6+rke2r1', 'Node v1-36-2-rke2r1: v1.36.2+rke2r1',
      ],
    },
  ]);
});

test('compliant: the releases that have it, other distributions, Windows', () => {
  expect(found(nodeNftWithoutJson, [
    ...kubelets('v1.31.13+k3s1', 'v1.32.9+k3s1', 'v1.33.5+k3s1', 'v1.34.1+k3s1', 'v1.35.0+k3s1', 'v1.34.10+rke2r1', 'v1.35.7+rke2r1', 'v1.36.3+rke2r1', 'v1.30.0'),
    machine('windows', { kubeletVersion: 'v1.33.4+rke2r1', operatingSystem: 'windows' }),
    machine('unknown', { kubeletVersion: 'k3s' }),
  ])).toEqual([]);
});
