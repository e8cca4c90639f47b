import { waypointClass } from '../../../../src/check/rules/ambient/waypoint-class';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(waypointClass, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: { istio.io/waypoint-for: all } }
spec: { gatewayClassName: istio, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'A Gateway has the label istio.io/waypoint-for, but Istio 1.30 does not make a waypoint of its class.',
      objects: [
        'Gateway app/waypoint: gatewayClassName: "istio"',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(waypointClass, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: { istio.io/waypoint-for: all } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`)).toEqual([]);
});
