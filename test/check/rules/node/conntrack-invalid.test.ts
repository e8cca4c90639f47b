import { conntrackInvalid } from '../../../../src/check/rules/node/conntrack-invalid';
import { service } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each([{}, { conntrack: { tcpBeLiberal: false } }])('non-compliant: %j', configuration => {
  expect(summary(found(conntrackInvalid, [kubeProxy(configuration)]))).toEqual([{
    severity: 'warning',
    message: 'In nftables mode, kube-proxy does not drop packets that conntrack marks as invalid, which can cause resets of TCP connections.',
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: tcpBeLiberal, a mode that never dropped them, no cluster', () => {
  expect(found(conntrackInvalid, [kubeProxy({ conntrack: { tcpBeLiberal: true } })])).toEqual([]);
  expect(found(conntrackInvalid, [kubeProxy({ mode: 'ipvs' })])).toEqual([]);
  expect(found(conntrackInvalid, [service('shop/web')])).toEqual([]);
});
