import { authzSelectorAndTargetrefs } from '../../../../src/check/rules/ambient/authz-selector-and-targetrefs';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(authzSelectorAndTargetrefs, `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { selector: { matchLabels: { app: web } }, targetRefs: [{ kind: Service, name: web }], rules: [{}] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Policies have a selector together with targetRefs, which the webhook refuses.',
      objects: [
        'AuthorizationPolicy app/p',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(authzSelectorAndTargetrefs, `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { targetRefs: [{ kind: Service, name: web }], rules: [{}] }
`)).toEqual([]);
});
