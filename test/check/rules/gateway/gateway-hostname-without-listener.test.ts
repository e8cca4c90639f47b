import { gatewayHostnameWithoutListener } from '../../../../src/check/rules/gateway/gateway-hostname-without-listener';
import { details, gateway, HTTPS, httpRoute, rule } from '../../findings/gateway-api';

const SHARED = gateway('gateways/public', [HTTPS]);

test('non-compliant: one of two hostnames', () => {
  expect(details(gatewayHostnameWithoutListener, [SHARED, httpRoute('shop/cart', { hostnames: ['www.example.com', 'example.com'], rules: [rule('/')] })]))
    .toEqual(['HTTPRoute shop/cart: example.com']);
});

test('compliant: all of them, or none at all, which another rule finds', () => {
  expect(details(gatewayHostnameWithoutListener, [SHARED, httpRoute('shop/cart', { hostnames: ['www.example.com'], rules: [rule('/')] })])).toEqual([]);
  expect(details(gatewayHostnameWithoutListener, [SHARED, httpRoute('shop/cart', { hostnames: ['example.com'], rules: [rule('/')] })])).toEqual([]);
});
