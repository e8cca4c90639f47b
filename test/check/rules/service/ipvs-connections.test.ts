import { ipvsConnections } from '../../../../src/check/rules/service/ipvs-connections';
import { found, kubeProxy, summary } from '../../findings/findings';

test('non-compliant: IPVS mode', () => {
  expect(summary(found(ipvsConnections, [kubeProxy({ mode: 'ipvs' })]))).toEqual([{
    severity: 'warning',
    message: 'Each node loses established connections through IPVS when its kube-proxy changes the mode, and new connections fail until the first '
      + 'full sync.',
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: connections survive the change from iptables', () => {
  expect(found(ipvsConnections, [kubeProxy({ mode: 'iptables' })])).toEqual([]);
});
