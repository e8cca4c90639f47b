import { gatewayRouteMissesPort } from '../../../../src/check/rules/gateway/gateway-route-misses-port';
import { details, gateway, HTTP, HTTPS, httpRoute, rule } from '../../findings/gateway-api';

test('non-compliant: served on port 80, missing on port 443', () => {
  expect(details(gatewayRouteMissesPort, [gateway('gateways/public', [HTTP, HTTPS]), httpRoute('shop/cart', { hostnames: ['example.com'], rules: [rule('/')] })]))
    .toEqual(['HTTPRoute shop/cart: Gateway gateways/public: not taken by https on port 443']);
});

test('compliant: on both ports, on the port that it names, or on one of two listeners of a port', () => {
  const shared = gateway('gateways/public', [HTTP, HTTPS]);
  expect(details(gatewayRouteMissesPort, [shared, httpRoute('shop/cart', { hostnames: ['shop.example.com'], rules: [rule('/')] })])).toEqual([]);
  const parentRefs = [{ namespace: 'gateways', name: 'public', sectionName: 'http' }];
  expect(details(gatewayRouteMissesPort, [shared, httpRoute('shop/cart', { parentRefs, hostnames: ['example.com'], rules: [rule('/')] })])).toEqual([]);
  const two = gateway('gateways/public', [HTTPS, { ...HTTPS, name: 'other', hostname: '*.example.org' }]);
  expect(details(gatewayRouteMissesPort, [two, httpRoute('shop/cart', { hostnames: ['shop.example.com'], rules: [rule('/')] })])).toEqual([]);
});
