import { drConsistentHash } from '../../../../src/check/rules/ambient/dr-consistent-hash';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(drConsistentHash, `
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
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: x, namespace: app }
spec: { host: web, trafficPolicy: { loadBalancer: { consistentHash: { httpHeaderName: x-user } } } }
`)).toEqual([
    {
      severity: 'warning',
      message: 'DestinationRules ask for consistent hashing, which waypoints do not apply without a VirtualService.',
      objects: [
        'DestinationRule app/x: host web',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(drConsistentHash, `
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
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: x, namespace: app }
spec: { host: web, trafficPolicy: { loadBalancer: { simple: RANDOM } } }
`)).toEqual([]);
});
