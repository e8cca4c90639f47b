import { vsSourceMatch } from '../../../../src/check/rules/ambient/vs-source-match';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(vsSourceMatch, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: x, namespace: app }
spec: { hosts: [web], http: [{ match: [{ sourceLabels: { a: b } }], route: [{ destination: { host: web } }] }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'VirtualServices have matches that waypoints do not evaluate.',
      objects: [
        'VirtualService app/x: sourceLabels',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(vsSourceMatch, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: x, namespace: app }
spec: { hosts: [web], http: [{ match: [{ uri: { prefix: / } }], route: [{ destination: { host: web } }] }] }
`)).toEqual([]);
});
