import { sidecarResource } from '../../../../src/check/rules/ambient/sidecar-resource';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(sidecarResource, `
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
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: x, namespace: app }
spec: { egress: [{ hosts: [./*] }] }
`)).toEqual([
    {
      severity: 'warning',
      message: 'Sidecar objects are in namespaces that have no sidecars.',
      objects: [
        'Sidecar app/x',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(sidecarResource, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio-injection: enabled } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: app:1 }] }
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: x, namespace: app }
spec: { egress: [{ hosts: [./*] }] }
`)).toEqual([]);
});
