import { vsAndHttproute } from '../../../../src/check/rules/ambient/vs-and-httproute';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(vsAndHttproute, `
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
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: app }
spec: { parentRefs: [{ kind: Service, group: '', name: web }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: x, namespace: app }
spec: { hosts: [web], http: [{ route: [{ destination: { host: web } }] }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Service app/web has a VirtualService and a route, and which one applies is not defined.',
      objects: [
        'VirtualService app/x',
        'HTTPRoute app/web',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(vsAndHttproute, `
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
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app, labels: {  } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: app }
spec: { parentRefs: [{ kind: Service, group: '', name: web }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: x, namespace: app }
spec: { hosts: [other], http: [{ route: [{ destination: { host: web } }] }] }
`)).toEqual([]);
});
