import { gatewayRoutesConflict } from '../../../../src/check/rules/gateway/gateway-routes-conflict';
import { details, foundInGatewayApi, gateway, HTTP, httpRoute, otherRoute, rule } from '../../findings/gateway-api';

const SHARED = gateway('gateways/public', [HTTP]);
const spec = { hostnames: ['shop.example.com'], rules: [rule('/')] };

test('non-compliant: the older route takes all', () => {
  expect(details(gatewayRoutesConflict, [
    SHARED,
    httpRoute('shop/a', spec, { creationTimestamp: '2026-02-01T00:00:00Z' }),
    httpRoute('shop/b', spec, { creationTimestamp: '2026-01-01T00:00:00Z' }),
  ])).toEqual(['HTTPRoute shop/a: rules[0].matches[0]: the same as rules[0].matches[0] of HTTPRoute shop/b']);
});

test('compliant: other hostnames or paths', () => {
  expect(details(gatewayRoutesConflict, [SHARED, httpRoute('shop/a', spec), httpRoute('shop/b', { ...spec, hostnames: ['*.example.com'] })])).toEqual([]);
  expect(details(gatewayRoutesConflict, [SHARED, httpRoute('shop/a', spec), httpRoute('shop/b', { ...spec, rules: [rule('/b')] })])).toEqual([]);
});

test('non-compliant: two TCPRoutes on one listener', () => {
  const tcp = gateway('gateways/public', [{ name: 'db', port: 5432, protocol: 'TCP', allowedRoutes: { namespaces: { from: 'All' } } }]);
  const route = (name: string) => otherRoute('TCPRoute', name, { rules: [{ backendRefs: [{ name: 'db', port: 5432 }] }] });
  expect(foundInGatewayApi(gatewayRoutesConflict, [tcp, route('shop/b'), route('shop/a')])).toEqual([{
    severity: 'warning', message: 'Two routes take the same connections, and only the older one gets them.', objects: ['TCPRoute shop/b: listener db: shared with TCPRoute shop/a'],
  }]);
  expect(details(gatewayRoutesConflict, [tcp, route('shop/a')])).toEqual([]);
});

test('non-compliant: two TLSRoutes for one server name', () => {
  const tls = gateway('gateways/public', [{ name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' }, allowedRoutes: { namespaces: { from: 'All' } } }]);
  const route = (name: string, hostname: string) => otherRoute('TLSRoute', name, { hostnames: [hostname], rules: [{ backendRefs: [{ name: 'db', port: 5432 }] }] });
  expect(details(gatewayRoutesConflict, [tls, route('shop/a', 'db.example.com'), route('shop/b', 'db.example.com'), route('shop/c', 'other.example.com')]))
    .toEqual(['TLSRoute shop/b: listener tls, db.example.com: shared with TLSRoute shop/a']);
});

test('non-compliant: an HTTPRoute and a GRPCRoute with a hostname in common, before Gateway API 1.6', () => {
  const objects = [SHARED, httpRoute('shop/web', spec), otherRoute('GRPCRoute', 'shop/grpc', { hostnames: ['shop.example.com'], rules: [{ backendRefs: [{ name: 'grpc', port: 80 }] }] })];
  expect(details(gatewayRoutesConflict, objects, { gatewayApi: '1.5' })).toEqual(['HTTPRoute shop/web: listener http, shop.example.com: shared with GRPCRoute shop/grpc']);
  expect(details(gatewayRoutesConflict, objects)).toEqual([]);
});
