import { serviceentryWaypoint } from '../../../../src/check/rules/ambient/serviceentry-waypoint';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(serviceentryWaypoint, `
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
metadata: { name: x, namespace: app, labels: { istio.io/use-waypoint: waypoint, networking.istio.io/enable-autoallocate-ip: "false" } }
spec: { hosts: [api.example.com], ports: [{ number: 443, name: tls, protocol: TLS }], resolution: DNS }
`)).toEqual([
    {
      severity: 'warning',
      message: 'ServiceEntries have a waypoint and no addresses by which ztunnel would recognize them.',
      objects: [
        'ServiceEntry app/x: no address is allocated',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(serviceentryWaypoint, `
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
spec: { hosts: [api.example.com], ports: [{ number: 443, name: tls, protocol: TLS }], resolution: DNS }
`)).toEqual([]);
});
