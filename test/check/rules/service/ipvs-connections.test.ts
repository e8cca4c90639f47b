import { ipvsConnections } from '../../../../src/check/rules/service/ipvs-connections';
import { found, kubeProxy, summary } from '../../findings/findings';

test('non-compliant: IPVS mode', () => {
  expect(summary(found(ipvsConnections, [kubeProxy({ mode: 'ipvs' })]))).toEqual([{
    severity: 'warning',
    message: 'Established connections through IPVS are lost on each node when its kube-proxy changes the mode, and new ones fail until its first full sync.',
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: connections survive the change from iptables', () => {
  expect(found(ipvsConnections, [kubeProxy({ mode: 'iptables' })])).toEqual([]);
});
