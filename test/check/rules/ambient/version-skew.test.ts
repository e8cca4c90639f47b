import { versionSkew } from '../../../../src/check/rules/ambient/version-skew';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(versionSkew, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: istiod, namespace: istio-system }
spec: { template: { metadata: { labels: { app: istiod } }, spec: { serviceAccountName: istiod, containers: [{ name: istiod, image: 'docker.io/istio/pilot:1.29.6' }] } } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ztunnel, namespace: istio-system }
spec: { template: { metadata: { labels: { app: ztunnel } }, spec: { serviceAccountName: ztunnel, containers: [{ name: ztunnel, image: 'docker.io/istio/ztunnel:1.30.3-distroless' }] } } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Parts of Istio are newer than istiod, or more than two minors older.',
      objects: [
        'DaemonSet istio-system/ztunnel: 1.30.3, with istiod 1.29.6',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(versionSkew, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: istiod, namespace: istio-system }
spec: { template: { metadata: { labels: { app: istiod } }, spec: { serviceAccountName: istiod, containers: [{ name: istiod, image: 'docker.io/istio/pilot:1.30.3' }] } } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ztunnel, namespace: istio-system }
spec: { template: { metadata: { labels: { app: ztunnel } }, spec: { serviceAccountName: ztunnel, containers: [{ name: ztunnel, image: 'docker.io/istio/ztunnel:1.29.6-distroless' }] } } }
`)).toEqual([]);
});
