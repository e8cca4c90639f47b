import { gatewayWeightsZero } from '../../../../src/check/rules/gateway/gateway-weights-zero';
import { details, httpRoute } from '../../findings/gateway-api';

const route = (...weights: (number | undefined)[]): object => httpRoute('shop/cart', { rules: [{ backendRefs: weights.map((weight, i) => ({ name: `web-${i}`, port: 80, weight })) }] });

test('non-compliant: all of them 0', () => {
  expect(details(gatewayWeightsZero, [route(0, 0)])).toEqual(['HTTPRoute shop/cart: spec.rules[0].backendRefs']);
});

test('compliant: one that is not 0, also by default', () => {
  expect(details(gatewayWeightsZero, [route(0, 1)])).toEqual([]);
  expect(details(gatewayWeightsZero, [route(0, undefined)])).toEqual([]);
});
