import { netpol15008 } from '../../../../src/check/rules/ambient/netpol-15008';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(netpol15008, `
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
spec: { podSelector: { matchLabels: { app: web } }, ingress: [{ ports: [{ port: 80 }] }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'NetworkPolicy app/np isolates enrolled pods, and no policy admits TCP port 15008.',
      objects: [
        'NetworkPolicy app/np',
        'Deployment app/web',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(netpol15008, `
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
spec: { podSelector: { matchLabels: { app: web } }, ingress: [{ ports: [{ port: 80 }, { port: 15008 }] }] }
`)).toEqual([]);
});
