import { ambientHostNetwork } from '../../../../src/check/rules/ambient/ambient-host-network';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ambientHostNetwork, `
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
    spec: { hostNetwork: true, containers: [{ name: app, image: app:1 }] }
`)).toEqual([
    {
      severity: 'warning',
      message: 'Labels enroll workloads that run on the network of their node.',
      objects: [
        'Deployment app/web: hostNetwork: true',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ambientHostNetwork, `
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
apiVersion: apps/v1
kind: Deployment
metadata: { name: x, namespace: app }
spec:
  template:
    metadata: { labels: { app: x, istio.io/dataplane-mode: none } }
    spec: { hostNetwork: true, containers: [{ name: app, image: app:1 }] }
`)).toEqual([]);
});
