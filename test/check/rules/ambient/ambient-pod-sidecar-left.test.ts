import { ambientPodSidecarLeft } from '../../../../src/check/rules/ambient/ambient-pod-sidecar-left';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ambientPodSidecarLeft, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web, sidecar.istio.io/inject: "true" } }
    spec: { containers: [{ name: app, image: app:1 }] }
`)).toEqual([
    {
      severity: 'warning',
      message: 'Workloads of an enrolled namespace keep their sidecars, so ztunnel leaves them out.',
      objects: [
        'Deployment app/web: sidecar.istio.io/inject: "true"',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ambientPodSidecarLeft, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web, sidecar.istio.io/inject: "false" } }
    spec: { containers: [{ name: app, image: app:1 }] }
`)).toEqual([]);
});
