import { ambientUdpServices } from '../../../../src/check/rules/ambient/ambient-udp-services';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ambientUdpServices, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app }
spec: { selector: { app: web }, ports: [{ port: 514, protocol: UDP }] }
`)).toEqual([
    {
      severity: 'info',
      message: 'Services in enrolled namespaces have UDP ports, which the mesh does not protect.',
      objects: [
        'Service app/web: UDP 514',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ambientUdpServices, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`)).toEqual([]);
});
