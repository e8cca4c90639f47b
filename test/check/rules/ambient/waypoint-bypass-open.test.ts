import { waypointBypassOpen } from '../../../../src/check/rules/ambient/waypoint-bypass-open';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(waypointBypassOpen, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: app:1 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { targetRefs: [{ kind: Service, group: '', name: web }], action: ALLOW, rules: [{ to: [{ operation: { methods: [GET] } }] }] }
`)).toEqual([
    {
      severity: 'warning',
      message: 'Clients can go around the waypoint that enforces AuthorizationPolicy app/p.',
      objects: [
        'Deployment app/web: behind Gateway app/waypoint',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(waypointBypassOpen, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: app:1 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { targetRefs: [{ kind: Service, group: '', name: web }], action: ALLOW, rules: [{ to: [{ operation: { methods: [GET] } }] }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: q, namespace: app }
spec: { selector: { matchLabels: { app: web } }, action: DENY, rules: [{ from: [{ source: { notPrincipals: [cluster.local/ns/app/sa/waypoint] } }] }] }
`)).toEqual([]);
});
