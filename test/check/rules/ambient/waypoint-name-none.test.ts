import { waypointNameNone } from '../../../../src/check/rules/ambient/waypoint-name-none';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(waypointNameNone, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: none, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'A waypoint has the name that stands for no waypoint.',
      objects: [
        'Gateway app/none',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(waypointNameNone, `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`)).toEqual([]);
});
