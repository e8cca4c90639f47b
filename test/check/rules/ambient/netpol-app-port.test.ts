import { netpolAppPort } from '../../../../src/check/rules/ambient/netpol-app-port';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(netpolAppPort, `
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
spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }, { ports: [{ port: 15008 }] }] }
`)).toEqual([
    {
      severity: 'warning',
      message: 'NetworkPolicy app/np restricts ports of enrolled pods, and no AuthorizationPolicy does so for clients in the mesh.',
      objects: [
        'NetworkPolicy app/np',
        'Deployment app/web',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(netpolAppPort, `
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
spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }, { ports: [{ port: 15008 }] }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { selector: { matchLabels: { app: web } }, rules: [{ to: [{ operation: { ports: ['80'] } }] }] }
`)).toEqual([]);
});
