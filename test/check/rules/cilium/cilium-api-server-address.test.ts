import { ciliumApiServerAddress as rule } from '../../../../src/check/rules/cilium/cilium-api-server-address';
import { REPLACING, details } from '../../findings/cilium';

test('non-compliant: kube-proxy replaced, and no address', () => {
  expect(details(rule, { kubeProxyReplacement: true })).toEqual([expect.stringMatching(/^blocker Values values: k8sServiceHost: is missing/)]);
  expect(details(rule, { ...REPLACING, k8sServiceHost: 'auto' }, [], { ciliumVersion: '1.18' })).toEqual([expect.stringContaining('renders the word as the host')]);
});

test('compliant', () => {
  expect(details(rule, REPLACING)).toEqual([]);
  expect(details(rule, { kubeProxyReplacement: true, k8s: { apiServerURLs: 'https://192.168.0.10:6443' } })).toEqual([]);
  expect(details(rule, { kubeProxyReplacement: false })).toEqual([]);
});
