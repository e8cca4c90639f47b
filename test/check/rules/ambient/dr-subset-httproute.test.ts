import { drSubsetHttproute } from '../../../../src/check/rules/ambient/dr-subset-httproute';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(drSubsetHttproute, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: app }
spec: { parentRefs: [{ kind: Service, group: '', name: web }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: x, namespace: app }
spec: { host: web, subsets: [{ name: v1, labels: { version: v1 } }] }
`)).toEqual([
    {
      severity: 'warning',
      message: 'DestinationRules have subsets for Services whose routes cannot name them.',
      objects: [
        'DestinationRule app/x: host web',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(drSubsetHttproute, `
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
kind: DestinationRule
metadata: { name: x, namespace: app }
spec: { host: web, subsets: [{ name: v1, labels: { version: v1 } }] }
`)).toEqual([]);
});
