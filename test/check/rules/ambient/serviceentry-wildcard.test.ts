import { serviceentryWildcard } from '../../../../src/check/rules/ambient/serviceentry-wildcard';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(serviceentryWildcard, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: x, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { hosts: ["*.example.com"], ports: [{ number: 443, name: tls, protocol: TLS }], resolution: NONE }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'No waypoint looks up the hosts of ServiceEntries with wildcards.',
      objects: [
        'ServiceEntry app/x: resolution NONE',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(serviceentryWildcard, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: x, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { hosts: ["*.example.com"], ports: [{ number: 443, name: tls, protocol: TLS }], resolution: DYNAMIC_DNS, location: MESH_EXTERNAL }
`)).toEqual([]);
});
