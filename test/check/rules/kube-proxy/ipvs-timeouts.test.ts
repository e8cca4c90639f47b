import { ipvsTimeouts } from '../../../../src/check/rules/kube-proxy/ipvs-timeouts';
import { found, kubeProxy, summary } from '../../findings/findings';

test('non-compliant: timeouts that are set', () => {
  expect(summary(found(ipvsTimeouts, [kubeProxy({ mode: 'ipvs', ipvs: { tcpTimeout: '2h0m0s', tcpFinTimeout: '0s', udpTimeout: '5m0s' } })]))).toEqual([{
    severity: 'warning',
    message: 'The timeouts of IPVS do not have a counterpart: conntrack alone determines how long a connection may be idle.',
    objects: ['ConfigMap kube-system/kube-proxy: ipvs.tcpTimeout 2h0m0s, ipvs.udpTimeout 5m0s'],
  }]);
});

test('compliant: the kernel\'s timeouts, or IPVS not in use', () => {
  expect(found(ipvsTimeouts, [kubeProxy({ mode: 'ipvs', ipvs: { tcpTimeout: '0s', tcpFinTimeout: '0s', udpTimeout: '0s' } })])).toEqual([]);
  expect(found(ipvsTimeouts, [kubeProxy({ mode: 'ipvs' })])).toEqual([]);
  expect(found(ipvsTimeouts, [kubeProxy({ mode: 'iptables', ipvs: { tcpTimeout: '2h0m0s' } })])).toEqual([]);
});
