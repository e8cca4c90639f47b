import { netpolEgress15008 } from '../../../../src/check/rules/ambient/netpol-egress-15008';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(netpolEgress15008, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: app:1 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: np, namespace: app }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 5432 }] }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'NetworkPolicy app/np isolates what enrolled pods send, and no policy lets them out to TCP port 15008.',
      objects: [
        'NetworkPolicy app/np',
        'Deployment app/web',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(netpolEgress15008, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: app:1 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: np, namespace: app }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 5432 }] }, { to: [{ namespaceSelector: {} }] }] }
`)).toEqual([]);
});
