import { nodeKernelTooOld } from '../../../../src/check/rules/node/node-kernel-too-old';
import { found, machine, summary } from '../../findings/findings';

test('non-compliant: a kernel before 5.13', () => {
  const nodes = [machine('a', { kernelVersion: '5.4.0-150-generic' }), machine('b', { kernelVersion: '5.12.19' }), machine('c', { kernelVersion: '6.1.0-44-amd64' })];
  expect(summary(found(nodeKernelTooOld, nodes))).toEqual([{
    severity: 'blocker',
    message: 'kube-proxy in nftables mode requires kernel 5.13 or later, which the node does not have.',
    objects: ['Node a: kernel 5.4.0-150-generic', 'Node b: kernel 5.12.19'],
  }]);
});

test('compliant: 5.13 and newer, Windows, and Nodes that do not tell', () => {
  expect(found(nodeKernelTooOld, [
    machine('a', { kernelVersion: '5.13.0' }),
    machine('b', { kernelVersion: '10.0.20348.2700', operatingSystem: 'windows' }),
    machine('c', { kernelVersion: '4.18.0', operatingSystem: 'windows' }),
    machine('d', {}),
  ])).toEqual([]);
});
