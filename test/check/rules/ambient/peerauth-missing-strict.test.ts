import { peerauthMissingStrict } from '../../../../src/check/rules/ambient/peerauth-missing-strict';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(peerauthMissingStrict, `
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
`)).toEqual([
    {
      severity: 'info',
      message: 'Enrolled namespaces accept plain text from outside the mesh.',
      objects: [
        'Namespace app',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(peerauthMissingStrict, `
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
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: x, namespace: istio-system }
spec: { mtls: { mode: STRICT } }
`)).toEqual([]);
});
