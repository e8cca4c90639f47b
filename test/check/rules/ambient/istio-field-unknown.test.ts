import { istioFieldUnknown } from '../../../../src/check/rules/ambient/istio-field-unknown';
import { foundInAmbient } from '../../findings/ambient';

const POLICY = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: readers, namespace: app }
spec:
  rules:
    - from: [{ source: { principals: ["cluster.local/ns/web/sa/web"], trustDomains: ["cluster.local"] } }]
`;

test('finds it', () => {
  expect(foundInAmbient(istioFieldUnknown, `${POLICY}---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: strict, namespace: app }
spec:
  mtls: { mode: STRICT }
  targetRefs: [{ group: "", kind: Service, name: web }]
`, '1.29')).toEqual([
    {
      severity: 'warning',
      message: 'Objects have fields that Istio 1.29 does not know.',
      objects: ['AuthorizationPolicy app/readers: spec.rules[0].from[0].source.trustDomains', 'PeerAuthentication app/strict: spec.targetRefs'],
    },
  ]);
});

test('finds nothing where the version has the field', () => {
  expect(foundInAmbient(istioFieldUnknown, POLICY, '1.30')).toEqual([]);
});
