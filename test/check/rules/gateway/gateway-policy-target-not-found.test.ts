import { gatewayPolicyTargetNotFound } from '../../../../src/check/rules/gateway/gateway-policy-target-not-found';
import { service } from '../../../support/builders';
import { backendTlsPolicy, details } from '../../findings/gateway-api';

const CART = service('shop/cart', { ports: [{ name: 'https', port: 443 }] });
const VALIDATION = { hostname: 'cart', wellKnownCACertificates: 'System' };

test('non-compliant: no Service, or no port of the name', () => {
  const targets = [{ name: 'cart', sectionName: '443' }, { name: 'card' }];
  expect(details(gatewayPolicyTargetNotFound, [CART, backendTlsPolicy('shop/tls', targets, VALIDATION)])).toEqual([
    'BackendTLSPolicy shop/tls: spec.targetRefs[0]: Service shop/cart does not have a port named 443',
    'BackendTLSPolicy shop/tls: spec.targetRefs[1]: Service shop/card is not in the input',
  ]);
});

test('non-compliant: two policies, of which the older one counts', () => {
  const policies = [backendTlsPolicy('shop/b', [{ name: 'cart' }], VALIDATION), backendTlsPolicy('shop/a', [{ name: 'cart' }], VALIDATION)];
  expect(details(gatewayPolicyTargetNotFound, [CART, ...policies])).toEqual(['BackendTLSPolicy shop/b: spec.targetRefs[0]: Service shop/cart: BackendTLSPolicy shop/a is for it already']);
});

test('compliant: they exist, each has a policy, or the input has no Services', () => {
  const policies = [backendTlsPolicy('shop/a', [{ name: 'cart', sectionName: 'https' }], VALIDATION), backendTlsPolicy('shop/b', [{ name: 'cart' }], VALIDATION)];
  expect(details(gatewayPolicyTargetNotFound, [CART, ...policies])).toEqual([]);
  expect(details(gatewayPolicyTargetNotFound, policies)).toEqual([]);
});
