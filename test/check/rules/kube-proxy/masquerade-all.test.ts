import { masqueradeAll } from '../../../../src/check/rules/kube-proxy/masquerade-all';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each([['ipvs', {}], ['iptables', { nftables: { masqueradeAll: false } }], ['', {}]])('non-compliant: only the old setting is on, mode '
  + '«%s»', (mode, more) => {
  expect(summary(found(masqueradeAll, [kubeProxy({ mode, iptables: { masqueradeAll: true }, ...more })]))).toEqual([{
    severity: 'warning',
    message: 'iptables.masqueradeAll is true, but nftables.masqueradeAll is not.',
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: off, copied, in nftables mode, or no configuration', () => {
  expect(found(masqueradeAll, [kubeProxy({ mode: 'ipvs', iptables: { masqueradeAll: false } })])).toEqual([]);
  expect(found(masqueradeAll, [kubeProxy({ mode: 'ipvs', iptables: { masqueradeAll: true }, nftables: { masqueradeAll: true } })])).toEqual([]);
  expect(found(masqueradeAll, [kubeProxy({ mode: 'nftables', iptables: { masqueradeAll: true } })])).toEqual([]);
  expect(found(masqueradeAll, [])).toEqual([]);
});
