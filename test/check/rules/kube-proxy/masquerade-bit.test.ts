import { masqueradeBit } from '../../../../src/check/rules/kube-proxy/masquerade-bit';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each([
  ['ipvs', 16, {}],
  ['iptables', 0, { nftables: { masqueradeBit: null } }],
])('non-compliant: only the old bit is set, mode %s, bit %i', (mode, bit, more) => {
  expect(summary(found(masqueradeBit, [kubeProxy({ mode, iptables: { masqueradeBit: bit }, ...more })]))).toEqual([{
    severity: 'warning',
    message: `iptables.masqueradeBit is ${bit}, but nftables.masqueradeBit is not set and defaults to 14.`,
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: the default, or a bit for nftables mode', () => {
  expect(found(masqueradeBit, [kubeProxy({ mode: 'ipvs', iptables: { masqueradeBit: null } })])).toEqual([]);
  expect(found(masqueradeBit, [kubeProxy({ mode: 'ipvs', iptables: { masqueradeBit: 14 } })])).toEqual([]);
  expect(found(masqueradeBit, [kubeProxy({ mode: 'ipvs', iptables: { masqueradeBit: 16 }, nftables: { masqueradeBit: 0 } })])).toEqual([]);
  expect(found(masqueradeBit, [])).toEqual([]);
});
