import { gatewayObjectInvalid } from '../../../../src/check/rules/gateway/gateway-object-invalid';
import { details, foundInGatewayApi, gateway, HTTP, httpRoute, rule } from '../../findings/gateway-api';

const route = httpRoute('shop/cart', { rules: [{ ...rule('/cart'), retry: { attempts: 2 } }, rule('cart')] });

test('non-compliant: a field that the target does not have, and a broken rule', () => {
  expect(foundInGatewayApi(gatewayObjectInvalid, [route])).toEqual([{
    severity: 'blocker',
    message: 'The API server refuses objects, or drops fields of them.',
    objects: [
      expect.stringMatching(/^HTTPRoute shop\/cart: spec\.rules\[0\]\.retry: is not a field of HTTPRoute in Gateway API 1\.6, standard channel/),
      expect.stringMatching(/^HTTPRoute shop\/cart: spec\.rules\[1\]\.matches\[0\]\.path/),
    ],
  }]);
});

test('non-compliant: a version that is not served', () => {
  expect(details(gatewayObjectInvalid, [{ ...httpRoute('shop/cart', { rules: [rule('/')] }), apiVersion: 'gateway.networking.k8s.io/v1alpha2' }]))
    .toEqual([expect.stringContaining('apiVersion: "gateway.networking.k8s.io/v1alpha2" is not a version of HTTPRoute')]);
});

test('compliant: what the channel has', () => {
  expect(details(gatewayObjectInvalid, [httpRoute('shop/cart', { rules: [{ ...rule('/cart'), retry: { attempts: 2 } }] })], { channel: 'experimental' })).toEqual([]);
  expect(details(gatewayObjectInvalid, [gateway('gateways/public', [HTTP])])).toEqual([]);
});
