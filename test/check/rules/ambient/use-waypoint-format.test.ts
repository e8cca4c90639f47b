import { useWaypointFormat } from '../../../../src/check/rules/ambient/use-waypoint-format';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(useWaypointFormat, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: infra/waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Labels name a waypoint in a form that istiod does not read.',
      objects: [
        'Service app/web: istio.io/use-waypoint: "infra/waypoint"',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(useWaypointFormat, `
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
`)).toEqual([]);
});
