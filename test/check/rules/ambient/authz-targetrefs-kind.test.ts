import { authzTargetrefsKind } from '../../../../src/check/rules/ambient/authz-targetrefs-kind';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(authzTargetrefsKind, `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { targetRefs: [{ kind: HTTPRoute, group: gateway.networking.k8s.io, name: web }], rules: [{}] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: q, namespace: app }
spec: { targetRefs: [{ kind: GatewayClass, group: gateway.networking.k8s.io, name: istio-waypoint }], rules: [{}] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Policies have targets that are refused, or that never get them.',
      objects: [
        'AuthorizationPolicy app/p: HTTPRoute of group "gateway.networking.k8s.io" is refused',
        'AuthorizationPolicy app/q: GatewayClass is a target in istio-system only',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(authzTargetrefsKind, `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: istio-system }
spec: { targetRefs: [{ kind: GatewayClass, group: gateway.networking.k8s.io, name: istio-waypoint }], rules: [{}] }
`)).toEqual([]);
});
