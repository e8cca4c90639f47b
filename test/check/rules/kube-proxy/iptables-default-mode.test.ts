import { iptablesDefaultMode } from '../../../../src/check/rules/kube-proxy/iptables-default-mode';
import { found, kubeProxy, summary } from '../../findings/findings';

test.each([
  ['1.37', 'The configuration does not set a mode: kube-proxy 1.37 uses iptables and warns, and from 1.40 the default is planned to be nftables.'],
  ['1.39', 'The configuration does not set a mode: kube-proxy 1.39 uses iptables and warns, and from 1.40 the default is planned to be nftables.'],
  ['1.40', 'The configuration does not set a mode: the default of kube-proxy 1.40 is planned to be nftables.'],
])('non-compliant: no mode, target %s', (target, message) => {
  for (const configuration of [{}, { mode: '' }]) {
    expect(summary(found(iptablesDefaultMode, [kubeProxy(configuration)], target))).toEqual([{ severity: 'warning', message, objects: ['ConfigMap kube-system/kube-proxy'] }]);
  }
});

test('compliant: an older target, a mode, no configuration', () => {
  expect(found(iptablesDefaultMode, [kubeProxy({})], '1.36')).toEqual([]);
  expect(found(iptablesDefaultMode, [kubeProxy({ mode: 'iptables' })], '1.40')).toEqual([]);
  expect(found(iptablesDefaultMode, [], '1.40')).toEqual([]);
});
