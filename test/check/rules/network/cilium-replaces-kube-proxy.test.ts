import { ciliumReplacesKubeProxy } from '../../../../src/check/rules/network/cilium-replaces-kube-proxy';
import { found, summary } from '../../findings/findings';

const cilium = (data?: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'kube-system', name: 'cilium-config' }, data });

test.each(['true', 'strict'])('non-compliant: %s', value => {
  expect(summary(found(ciliumReplacesKubeProxy, [cilium({ 'kube-proxy-replacement': value })]))).toEqual([{
    severity: 'info',
    message: 'Cilium serves Services itself, so the mode of kube-proxy does not affect them.',
    objects: [`ConfigMap kube-system/cilium-config: kube-proxy-replacement: ${value}`],
  }]);
});

test('compliant: false, partial, not set, no Cilium', () => {
  expect(found(ciliumReplacesKubeProxy, [cilium({ 'kube-proxy-replacement': 'false' })])).toEqual([]);
  expect(found(ciliumReplacesKubeProxy, [cilium({ 'kube-proxy-replacement': 'partial' })])).toEqual([]);
  expect(found(ciliumReplacesKubeProxy, [cilium()])).toEqual([]);
  expect(found(ciliumReplacesKubeProxy, [])).toEqual([]);
});
