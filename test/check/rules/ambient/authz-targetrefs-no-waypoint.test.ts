import { authzTargetrefsNoWaypoint } from '../../../../src/check/rules/ambient/authz-targetrefs-no-waypoint';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(authzTargetrefsNoWaypoint, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { targetRefs: [{ kind: Service, name: web }], rules: [{}] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Policies target what no waypoint serves, so nothing enforces them.',
      objects: [
        'AuthorizationPolicy app/p: Service app/web has no waypoint',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(authzTargetrefsNoWaypoint, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { targetRefs: [{ kind: Service, name: web }], rules: [{}] }
`)).toEqual([]);
});
