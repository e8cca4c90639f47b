import { gatewayClassNotFound } from '../../../../src/check/rules/gateway/gateway-class-not-found';
import { Plain } from '../../../support/builders';
import { details, gateway, HTTP } from '../../findings/gateway-api';

const gatewayClass = (name: string): Plain => ({
  apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name }, spec: { controllerName: 'example.com/controller' },
});

test('non-compliant: another class', () => {
  expect(details(gatewayClassNotFound, [gateway('gateways/public', [HTTP]), gatewayClass('istio')]))
    .toEqual(['Gateway gateways/public: GatewayClass envoy is not in the input']);
});

test('compliant: its class, or no classes in the input', () => {
  expect(details(gatewayClassNotFound, [gateway('gateways/public', [HTTP]), gatewayClass('envoy')])).toEqual([]);
  expect(details(gatewayClassNotFound, [gateway('gateways/public', [HTTP])])).toEqual([]);
});
