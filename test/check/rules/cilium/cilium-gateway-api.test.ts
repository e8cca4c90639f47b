import { ciliumGatewayApi as rule } from '../../../../src/check/rules/cilium/cilium-gateway-api';
import { REPLACING, details } from '../../findings/cilium';

test('non-compliant', () => {
  expect(details(rule, { gatewayAPI: { enabled: true } })).toEqual([
    expect.stringMatching(/^blocker Values values: kubeProxyReplacement: is false/), expect.stringMatching(/^info Values values: gatewayAPI\.gatewayClass\.create: is auto/),
  ]);
  expect(details(rule, { ...REPLACING, gatewayAPI: { enabled: true, gatewayClass: { create: 'true' } }, socketLB: { hostNamespaceOnly: false } }))
    .toEqual([expect.stringMatching(/^info Values values: socketLB\.hostNamespaceOnly: is false/)]);
});

test('compliant: the API is stated', () => {
  expect(details(rule, { ...REPLACING, gatewayAPI: { enabled: true } }, [], { apiVersions: 'gateway.networking.k8s.io/v1/GatewayClass' })).toEqual([]);
});
