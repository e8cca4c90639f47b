import { istioObjectInvalid } from '../../../../src/check/rules/ambient/istio-object-invalid';
import { foundInAmbient } from '../../findings/ambient';

const policy = (spec: string): string => `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`;

test('finds what the webhook refuses', () => {
  expect(foundInAmbient(istioObjectInvalid, policy('{ action: DENY, rules: [] }'))).toEqual([{
    severity: 'blocker',
    message: 'Istio 1.30 refuses objects.',
    objects: [
      'AuthorizationPolicy shop/web: spec.rules: is missing, so DENY never applies; expected rules, or one empty rule for all requests: [{}]',
    ],
  }]);
});

test('finds nothing', () => {
  expect(foundInAmbient(istioObjectInvalid, policy('{ action: DENY, rules: [{}] }'))).toEqual([]);
});

test('what came with a minor is not refused there: service accounts of 1.25', () => {
  const rules = '{ rules: [{ from: [{ source: { serviceAccounts: [web] } }] }] }';
  expect(foundInAmbient(istioObjectInvalid, policy(rules), '1.24')).toMatchObject([{ severity: 'blocker' }]);
  expect(foundInAmbient(istioObjectInvalid, policy(rules), '1.25')).toEqual([]);
});
