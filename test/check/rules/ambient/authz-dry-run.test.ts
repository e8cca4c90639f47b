import { authzDryRun } from '../../../../src/check/rules/ambient/authz-dry-run';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(authzDryRun, `
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
kind: AuthorizationPolicy
metadata: { name: p, namespace: app, annotations: { istio.io/dry-run: 'true' } }
spec: { selector: { matchLabels: { app: web } }, rules: [{}] }
`)).toEqual([
    {
      severity: 'warning',
      message: 'Policies ask for a dry run at ztunnel, which does not get them.',
      objects: [
        'AuthorizationPolicy app/p',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(authzDryRun, `
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
kind: AuthorizationPolicy
metadata: { name: p, namespace: app, annotations: { istio.io/dry-run: 'false' } }
spec: { selector: { matchLabels: { app: web } }, rules: [{}] }
`)).toEqual([]);
});
