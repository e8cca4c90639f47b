import { waypointListener } from '../../../../src/check/rules/ambient/waypoint-listener';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(waypointListener, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: http, port: 80, protocol: HTTP }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'A waypoint does not have exactly one listener on port 15008 with protocol HBONE.',
      objects: [
        'Gateway app/waypoint: 80/HTTP',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(waypointListener, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`)).toEqual([]);
});
