import { udpServices } from '../../../../src/check/rules/service/udp-services';
import { storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const sip = storedService('voice/sip', { ports: [{ name: 'udp', port: 5060, protocol: 'UDP' }, { name: 'tcp', port: 5060 }] });

test('non-compliant: a Service with a UDP port', () => {
  expect(summary(found(udpServices, [kubeProxy({ mode: 'ipvs' }), sip]))).toEqual([{
    severity: 'info',
    message: 'When UDP flows change their endpoint is decided by conntrack instead of IPVS.',
    objects: ['Service voice/sip: UDP 5060'],
  }]);
});

test('compliant: DNS, TCP, or iptables mode', () => {
  const dns = storedService('kube-system/kube-dns', { ports: [{ name: 'dns', port: 53, protocol: 'UDP' }, { name: 'dns-tcp', port: 53 }] });
  expect(found(udpServices, [kubeProxy({ mode: 'ipvs' }), dns])).toEqual([]);
  expect(found(udpServices, [kubeProxy({ mode: 'iptables' }), sip])).toEqual([]);
});
