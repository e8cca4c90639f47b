import { nodeWindows } from '../../../../src/check/rules/node/node-windows';
import { found, machine, summary } from '../../findings/findings';

test('non-compliant: a Windows node', () => {
  expect(summary(found(nodeWindows, [
    machine('a', { osImage: 'Windows Server 2022 Datacenter', operatingSystem: 'windows' }), machine('b', { operatingSystem: 'windows' }), machine('c', {}),
  ]))).toEqual([{
    severity: 'info',
    message: 'The node runs Windows: its kube-proxy stays in kernelspace mode, and the migrated configuration does not apply to it.',
    objects: ['Node a: Windows Server 2022 Datacenter', 'Node b'],
  }]);
});

test('compliant: Linux nodes', () => {
  expect(found(nodeWindows, [machine('a', { osImage: 'Ubuntu 24.04.3 LTS' })])).toEqual([]);
});
