import { gatewayRuleNeverReached } from '../../../../src/check/rules/gateway/gateway-rule-never-reached';
import { details, gateway, HTTP, httpRoute, otherRoute, rule } from '../../findings/gateway-api';

const SHARED = gateway('gateways/public', [HTTP]);

test('non-compliant: an equal match, and a prefix with a slash at its end', () => {
  expect(details(gatewayRuleNeverReached, [SHARED, httpRoute('shop/cart', { rules: [rule('/'), rule('/cart'), rule('/cart')] })]))
    .toEqual(['HTTPRoute shop/cart: rules[2].matches[0]: rules[1].matches[0] takes all of its requests']);
  expect(details(gatewayRuleNeverReached, [SHARED, httpRoute('shop/cart', { rules: [rule('/cart', 'web', { method: 'GET' }), rule('/cart/')] })]))
    .toEqual(['HTTPRoute shop/cart: rules[0].matches[0]: rules[1].matches[0] takes all of its requests']);
});

test('compliant: a header or method more comes first, whatever the order', () => {
  const headers = [{ name: 'x-canary', value: 'always' }];
  expect(details(gatewayRuleNeverReached, [SHARED, httpRoute('shop/cart', { rules: [rule('/'), rule('/', 'next', { headers }), rule('/', 'get', { method: 'GET' })] })]))
    .toEqual([]);
});

test('compliant: one hostname of two is its own, or a listener is named twice', () => {
  const parentRefs = [{ namespace: 'gateways', name: 'public' }, { namespace: 'gateways', name: 'public', sectionName: 'http' }];
  expect(details(gatewayRuleNeverReached, [
    SHARED,
    httpRoute('shop/a', { hostnames: ['a.example.com'], rules: [rule('/')] }),
    httpRoute('shop/b', { hostnames: ['a.example.com', 'b.example.com'], rules: [rule('/')] }),
    httpRoute('shop/c', { parentRefs, hostnames: ['c.example.com'], rules: [rule('/')] }),
  ])).toEqual([]);
});

test('non-compliant: a GRPCRoute has a match twice', () => {
  const grpc = (...matches: object[]) => otherRoute('GRPCRoute', 'shop/grpc', { rules: [{ matches, backendRefs: [{ name: 'grpc', port: 80 }] }] });
  const headers = [{ name: 'x-canary', value: 'always' }];
  const cart = { method: { service: 'shop.Cart' } };
  expect(details(gatewayRuleNeverReached, [SHARED, grpc(cart, cart)])).toEqual(['GRPCRoute shop/grpc: rules[0].matches[1]: rules[0].matches[0] takes all of its requests']);
  expect(details(gatewayRuleNeverReached, [SHARED, grpc(cart, { ...cart, headers }, { method: { service: 'shop.Cart', method: 'Add' } }, { method: { method: 'Add' } })])).toEqual([]);
});
