import { gatewayFeatureNotReported } from '../../../../src/check/rules/gateway/gateway-feature-not-reported';
import { details, httpRoute, rule } from '../../findings/gateway-api';

const route = httpRoute('shop/cart', { rules: [{ ...rule('/'), filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 308 } }], backendRefs: undefined }] });

test('non-compliant: the tests did not know the feature yet', () => {
  expect(details(gatewayFeatureNotReported, [route], { implementation: 'contour' }))
    .toEqual(['HTTPRoute shop/cart: HTTPRoute308RedirectStatusCode: spec.rules[0].filters[0].requestRedirect.statusCode']);
});

test('compliant: it is reported', () => {
  expect(details(gatewayFeatureNotReported, [route], { implementation: 'envoy-gateway' })).toEqual([]);
});
