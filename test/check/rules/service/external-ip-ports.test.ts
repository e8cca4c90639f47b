import { externalIpPorts } from '../../../../src/check/rules/service/external-ip-ports';
import { storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const web = storedService('shop/web', { externalIPs: ['203.0.113.7'] });

test('non-compliant: external addresses', () => {
  expect(summary(found(externalIpPorts, [kubeProxy({ mode: 'ipvs' }), web, storedService('shop/api', { type: 'LoadBalancer' })]))).toEqual([{
    severity: 'info',
    message: 'Nodes currently refuse packets to ports of external addresses that no Service defines; in nftables mode, they route them to the '
      + 'network.',
    objects: ['Service shop/web: 203.0.113.7', 'Service shop/api: address not assigned yet'],
  }]);
});

test('compliant: none, or iptables mode', () => {
  expect(found(externalIpPorts, [kubeProxy({ mode: 'ipvs' }), storedService('shop/web')])).toEqual([]);
  expect(found(externalIpPorts, [kubeProxy({ mode: 'iptables' }), web])).toEqual([]);
});
