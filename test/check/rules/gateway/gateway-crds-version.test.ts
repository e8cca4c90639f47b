import { gatewayCrdsVersion } from '../../../../src/check/rules/gateway/gateway-crds-version';
import { definition, details, foundInGatewayApi, gateway, HTTP, httpRoute, rule } from '../../findings/gateway-api';

const timeouts = httpRoute('shop/cart', { rules: [{ ...rule('/'), timeouts: { request: '5s' } }] });

test('non-compliant: the installed release lacks a field of the target', () => {
  expect(foundInGatewayApi(gatewayCrdsVersion, [definition('HTTPRoute', 'v1.1.1'), timeouts], { gatewayApi: '1.6' })).toEqual([{
    severity: 'blocker',
    message: 'The cluster has Gateway API 1.1, standard channel, which does not accept objects that the target accepts.',
    objects: [expect.stringContaining('HTTPRoute shop/cart: spec.rules[0].timeouts: is not a field of HTTPRoute in Gateway API 1.1')],
  }]);
});

test('non-compliant: definitions of two releases, and none of a kind that is used', () => {
  const objects = [definition('HTTPRoute', 'v1.5.1'), definition('GatewayClass', 'v1.6.1'), gateway('gateways/public', [HTTP])];
  expect(foundInGatewayApi(gatewayCrdsVersion, objects).map(({ severity, objects: concerned }) => [severity, concerned])).toEqual([
    ['warning', [
      'CustomResourceDefinition httproutes.gateway.networking.k8s.io: v1.5.1, standard channel',
      'CustomResourceDefinition gatewayclasss.gateway.networking.k8s.io: v1.6.1, standard channel',
    ]],
    ['warning', ['Gateway gateways/public']],
  ]);
});

test('compliant: the installed release has it, or the input does not show it', () => {
  expect(details(gatewayCrdsVersion, [definition('HTTPRoute', 'v1.2.1'), timeouts], { gatewayApi: '1.6' })).toEqual([]);
  expect(details(gatewayCrdsVersion, [timeouts])).toEqual([]);
});
