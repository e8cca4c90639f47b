import { nftablesFlush } from '../../../../src/check/rules/node/nftables-flush';
import { found, kubeProxy, machine, summary } from '../../findings/findings';

test.each([
  ['ipvs', '1.36', ', up to one hour later'],
  ['iptables', '1.33', ', up to one hour later'],
  // No sync of these is a periodic full one.
  ['iptables', '1.32', ''],
])('non-compliant: from %s to %s', (mode, version, end) => {
  expect(summary(found(nftablesFlush, [kubeProxy({ mode })], version))).toEqual([{
    severity: 'warning',
    message: `In nftables mode, "nft flush ruleset" on a node stops all of its Services until the next full sync${end}.`,
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: nftables mode already, or manifests that show no cluster', () => {
  expect(found(nftablesFlush, [kubeProxy({ mode: 'nftables' }), machine('a', {})])).toEqual([]);
  expect(found(nftablesFlush, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }])).toEqual([]);
});
