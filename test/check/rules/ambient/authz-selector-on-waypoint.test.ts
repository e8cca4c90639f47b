import { authzSelectorOnWaypoint } from '../../../../src/check/rules/ambient/authz-selector-on-waypoint';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(authzSelectorOnWaypoint, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { selector: { matchLabels: { gateway.networking.k8s.io/gateway-name: waypoint } }, rules: [{}] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Policies select the pods of waypoints, which do not apply such policies.',
      objects: [
        'AuthorizationPolicy app/p: Gateway app/waypoint',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(authzSelectorOnWaypoint, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { targetRefs: [{ kind: Gateway, group: gateway.networking.k8s.io, name: waypoint }], rules: [{}] }
`)).toEqual([]);
});
