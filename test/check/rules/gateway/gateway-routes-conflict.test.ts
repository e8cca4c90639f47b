import { gatewayRoutesConflict } from '../../../../src/check/rules/gateway/gateway-routes-conflict';
import { details, gateway, HTTP, httpRoute, rule } from '../../findings/gateway-api';

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
