import { gatewayParentNotInInput } from '../../../../src/check/rules/gateway/gateway-parent-not-in-input';
import { foundInGatewayApi, gateway, HTTP, httpRoute, rule } from '../../findings/gateway-api';

const spec = { rules: [rule('/')] };

test('non-compliant: in manifests for information, in a cluster a blocker', () => {
  expect(foundInGatewayApi(gatewayParentNotInInput, [httpRoute('shop/cart', spec)])).toEqual([{
    severity: 'info',
    message: 'Routes name a parent that is not in the input, so findings about listeners are missing.',
    objects: ['HTTPRoute shop/cart: Gateway gateways/public is not in the input'],
  }]);
  expect(foundInGatewayApi(gatewayParentNotInInput, [httpRoute('shop/cart', spec, { uid: '1' })])[0].severity).toBe('blocker');
});

test('compliant: it is in the input, or it is a Service of a mesh', () => {
  expect(foundInGatewayApi(gatewayParentNotInInput, [gateway('gateways/public', [HTTP]), httpRoute('shop/cart', spec)])).toEqual([]);
  expect(foundInGatewayApi(gatewayParentNotInInput, [httpRoute('shop/cart', { ...spec, parentRefs: [{ group: '', kind: 'Service', name: 'web' }] })])).toEqual([]);
});
