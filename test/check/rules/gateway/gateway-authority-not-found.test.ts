import { gatewayAuthorityNotFound } from '../../../../src/check/rules/gateway/gateway-authority-not-found';
import { backendTlsPolicy, configMap, details, foundInGatewayApi, gateway, HTTPS } from '../../findings/gateway-api';

const policy = (name: string, kind = 'ConfigMap') => backendTlsPolicy('shop/cart', [{ name: 'cart' }], { hostname: 'cart', caCertificateRefs: [{ group: '', kind, name }] });

test('non-compliant: no ConfigMap, or one without the key', () => {
  expect(foundInGatewayApi(gatewayAuthorityNotFound, [policy('ca'), configMap('shop/other', {})])).toEqual([{
    severity: 'warning',
    message: 'Objects trust authorities whose ConfigMap does not exist.',
    objects: ['BackendTLSPolicy shop/cart: spec.validation.caCertificateRefs[0]: ConfigMap shop/ca is not in the input'],
  }]);
  expect(details(gatewayAuthorityNotFound, [policy('ca'), configMap('shop/ca', { 'tls.crt': 'x' })]))
    .toEqual(['BackendTLSPolicy shop/cart: spec.validation.caCertificateRefs[0]: ConfigMap shop/ca does not have the key ca.crt']);
});

test('non-compliant: client certificates at a Gateway', () => {
  const validation = { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'clients', namespace: 'certificates' }] };
  const shared = gateway('gateways/public', [HTTPS], { tls: { frontend: { default: { validation }, perPort: [{ port: 443, tls: { validation } }] } } });
  expect(details(gatewayAuthorityNotFound, [shared, configMap('certificates/other', {})])).toEqual([
    'Gateway gateways/public: spec.tls.frontend.default.validation.caCertificateRefs[0]: ConfigMap certificates/clients is not in the input',
    'Gateway gateways/public: spec.tls.frontend.perPort[0].tls.validation.caCertificateRefs[0]: ConfigMap certificates/clients is not in the input',
  ]);
});

test('for information: another kind', () => {
  expect(foundInGatewayApi(gatewayAuthorityNotFound, [policy('ca', 'Secret')])).toMatchObject([{ severity: 'info', objects: [expect.stringContaining('Secret shop/ca')] }]);
});

test('compliant: it is there, whatever its size, or the input has no ConfigMaps of the namespace', () => {
  expect(details(gatewayAuthorityNotFound, [policy('ca'), configMap('shop/ca', { 'ca.crt': 'x'.repeat(100_000) })])).toEqual([]);
  expect(details(gatewayAuthorityNotFound, [policy('ca'), configMap('other/ca', {})])).toEqual([]);
});
