import { useWaypointCrossNamespace } from '../../../../src/check/rules/ambient/use-waypoint-cross-namespace';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(useWaypointCrossNamespace, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint, istio.io/use-waypoint-namespace: infra } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: infra, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Labels name waypoints of another namespace that do not admit them.',
      objects: [
        'Service app/web: Gateway infra/waypoint',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(useWaypointCrossNamespace, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint, istio.io/use-waypoint-namespace: infra } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: infra, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE, allowedRoutes: { namespaces: { from: All } } }] }
`)).toEqual([]);
});
