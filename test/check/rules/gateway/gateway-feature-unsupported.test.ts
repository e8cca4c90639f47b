import { gatewayFeatureUnsupported } from '../../../../src/check/rules/gateway/gateway-feature-unsupported';
import { service } from '../../../support/builders';
import { details, httpRoute, rule } from '../../findings/gateway-api';

const route = httpRoute('shop/cart', { rules: [{ ...rule('/'), timeouts: { request: '5s' } }] });

test('non-compliant: the report says that it is not supported', () => {
  expect(details(gatewayFeatureUnsupported, [route], { implementation: 'traefik' })).toEqual(['HTTPRoute shop/cart: HTTPRouteRequestTimeout: spec.rules[0].timeouts.request']);
});

test('compliant: it is supported, or no implementation is named', () => {
  expect(details(gatewayFeatureUnsupported, [route], { implementation: 'envoy-gateway' })).toEqual([]);
  expect(details(gatewayFeatureUnsupported, [route])).toEqual([]);
});

test('an implementation that has not reported', () => {
  expect(() => details(gatewayFeatureUnsupported, [route], { implementation: 'traefic' })).toThrow(/^implementation: "traefic" has no conformance report; expected one of .*; did you mean traefik\?$/);
});

test('what the port of a Service speaks', () => {
  const h2c = service('shop/web', { ports: [{ port: 80, appProtocol: 'kubernetes.io/h2c' }] });
  const plainRoute = httpRoute('shop/cart', { rules: [rule('/')] });
  expect(details(gatewayFeatureUnsupported, [plainRoute, h2c], { implementation: 'gke-gateway' })).toEqual(['HTTPRoute shop/cart: HTTPRouteBackendProtocolH2C: spec.rules[0].backendRefs[0]']);
  expect(details(gatewayFeatureUnsupported, [plainRoute], { implementation: 'gke-gateway' })).toEqual([]);
});
