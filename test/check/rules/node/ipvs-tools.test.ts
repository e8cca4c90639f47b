import { ipvsTools } from '../../../../src/check/rules/node/ipvs-tools';
import { found, kubeProxy, summary } from '../../findings/findings';

test('non-compliant: IPVS mode', () => {
  expect(summary(found(ipvsTools, [kubeProxy({ mode: 'ipvs' })]))).toEqual([{
    severity: 'info',
    message: 'kube-ipvs0 and the IPVS virtual servers disappear; software on the nodes that reads them stops working.',
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: a mode without IPVS', () => {
  expect(found(ipvsTools, [kubeProxy({ mode: 'iptables' })])).toEqual([]);
});
