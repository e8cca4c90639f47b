import { gatewayBackendNotFound } from '../../../../src/check/rules/gateway/gateway-backend-not-found';
import { service, storedService } from '../../../support/builders';
import { details, foundInGatewayApi, httpRoute, rule } from '../../findings/gateway-api';

const route = httpRoute('shop/cart', { rules: [rule('/', 'web'), rule('/old', 'old')] });

test('non-compliant: another port, and no such Service', () => {
  expect(details(gatewayBackendNotFound, [route, service('shop/web', { ports: [{ port: 8080 }] })])).toEqual([
    'HTTPRoute shop/cart: spec.rules[0].backendRefs[0]: Service shop/web does not have port 80; it has 8080',
    'HTTPRoute shop/cart: spec.rules[1].backendRefs[0]: Service shop/old is not in the input',
  ]);
});

test('a blocker in a cluster, a warning in manifests: the Service may be elsewhere', () => {
  expect(foundInGatewayApi(gatewayBackendNotFound, [route, service('shop/web')]).map(({ severity }) => severity)).toEqual(['warning']);
  expect(foundInGatewayApi(gatewayBackendNotFound, [route, storedService('shop/web')]).map(({ severity }) => severity)).toEqual(['blocker']);
});

test('compliant: both there, or no Services in the input', () => {
  expect(details(gatewayBackendNotFound, [route, service('shop/web'), service('shop/old')])).toEqual([]);
  expect(details(gatewayBackendNotFound, [route])).toEqual([]);
});
