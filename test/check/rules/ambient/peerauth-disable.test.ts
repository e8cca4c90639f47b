import { peerauthDisable } from '../../../../src/check/rules/ambient/peerauth-disable';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(peerauthDisable, `
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
metadata: { name: x, namespace: app }
spec: { mtls: { mode: DISABLE } }
`)).toEqual([
    {
      severity: 'warning',
      message: 'PeerAuthentications ask for no mutual TLS, which ztunnel uses all the same.',
      objects: [
        'PeerAuthentication app/x',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(peerauthDisable, `
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
metadata: { name: x, namespace: app }
spec: { mtls: { mode: PERMISSIVE } }
`)).toEqual([]);
});
