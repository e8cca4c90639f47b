import { waypointForValue } from '../../../../src/check/rules/ambient/waypoint-for-value';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(waypointForValue, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: { istio.io/waypoint-for: services } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'A label names a kind of traffic that does not exist, so nothing goes through the waypoint.',
      objects: [
        'Gateway app/waypoint: istio.io/waypoint-for: "services"; did you mean service?',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(waypointForValue, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: { istio.io/waypoint-for: all } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`)).toEqual([]);
});
