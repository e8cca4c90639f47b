import { gatewayReferenceNotGranted } from '../../../../src/check/rules/gateway/gateway-reference-not-granted';
import { details, gateway, grant, HTTPS, httpRoute, rule } from '../../findings/gateway-api';

const route = httpRoute('shop/cart', { rules: [{ backendRefs: [{ namespace: 'next', name: 'web', port: 80 }, { name: 'web', port: 80 }] }] });
const shared = gateway('gateways/public', [{ ...HTTPS, tls: { certificateRefs: [{ namespace: 'certificates', name: 'wildcard' }] } }]);

test('non-compliant: a Service and a Secret of another namespace', () => {
  expect(details(gatewayReferenceNotGranted, [route, shared])).toEqual([
    'HTTPRoute shop/cart: spec.rules[0].backendRefs[0]: Service next/web',
    'Gateway gateways/public: listener https: Secret certificates/wildcard',
  ]);
  expect(details(gatewayReferenceNotGranted, [route, grant('next', { kind: 'HTTPRoute', namespace: 'blog' }, { kind: 'Service' })])).toHaveLength(1);
});

test('non-compliant: a mirror', () => {
  const filters = [{ type: 'RequestMirror', requestMirror: { backendRef: { namespace: 'next', name: 'web', port: 80 } } }];
  expect(details(gatewayReferenceNotGranted, [httpRoute('shop/cart', { rules: [{ ...rule('/'), filters }] })]))
    .toEqual(['HTTPRoute shop/cart: spec.rules[0].filters[0].requestMirror.backendRef: Service next/web']);
});

test('compliant: with grants', () => {
  expect(details(gatewayReferenceNotGranted, [
    route, grant('next', { kind: 'HTTPRoute', namespace: 'shop' }, { kind: 'Service', name: 'web' }),
    shared, grant('certificates', { kind: 'Gateway', namespace: 'gateways' }, { kind: 'Secret' }),
  ])).toEqual([]);
});

test('what a Gateway needs for TLS with clients and backends', () => {
  const tls = {
    backend: { clientCertificateRef: { name: 'client', namespace: 'certificates' } },
    frontend: { default: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'clients', namespace: 'certificates' }] } } },
  };
  const mutual = gateway('gateways/mutual', [{ ...HTTPS, tls: { certificateRefs: [{ name: 'own' }] } }], { tls });
  expect(details(gatewayReferenceNotGranted, [mutual])).toEqual([
    'Gateway gateways/mutual: spec.tls.frontend.default.validation.caCertificateRefs[0]: ConfigMap certificates/clients',
    'Gateway gateways/mutual: spec.tls.backend.clientCertificateRef: Secret certificates/client',
  ]);
  const from = { kind: 'Gateway', namespace: 'gateways' };
  expect(details(gatewayReferenceNotGranted, [mutual, grant('certificates', from, { kind: 'Secret' }), { ...grant('certificates', from, { kind: 'ConfigMap' }), metadata: { namespace: 'certificates', name: 'other' } }]))
    .toEqual([]);
});
