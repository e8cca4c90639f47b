import { requestauthSelector } from '../../../../src/check/rules/ambient/requestauth-selector';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(requestauthSelector, `
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
kind: RequestAuthentication
metadata: { name: x, namespace: app }
spec: { selector: { matchLabels: { app: web } }, jwtRules: [{ issuer: i }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'RequestAuthentications have no targets, so tokens are not checked in ambient mode.',
      objects: [
        'RequestAuthentication app/x: selector',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(requestauthSelector, `
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
kind: RequestAuthentication
metadata: { name: x, namespace: app }
spec: { targetRefs: [{ kind: Service, name: web }], jwtRules: [{ issuer: i }] }
`)).toEqual([]);
});
