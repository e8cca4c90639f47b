import { externalIpOnNode } from '../../../../src/check/rules/service/external-ip-on-node';
import { storedService } from '../../../support/builders';
import { found, kubeProxy, machine, summary } from '../../findings/findings';

const objects = (mode: string, ...externalIPs: string[]) => [kubeProxy({ mode }), machine('worker-1', {}), storedService('shop/web', { externalIPs })];

test('non-compliant: the address of a node', () => {
  expect(summary(found(externalIpOnNode, objects('ipvs', '192.168.10.11', '192.168.10.40')))).toEqual([{
    severity: 'info',
    message: 'An externalIP that is the address of a node cuts that node off in IPVS mode; in nftables mode, it works.',
    objects: ['Service shop/web: externalIP 192.168.10.11 of Node worker-1'],
  }]);
});

test('compliant: another address, or iptables mode', () => {
  expect(found(externalIpOnNode, objects('ipvs', '192.168.10.40'))).toEqual([]);
  expect(found(externalIpOnNode, objects('iptables', '192.168.10.11'))).toEqual([]);
});
