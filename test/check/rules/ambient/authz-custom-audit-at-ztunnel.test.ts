import { authzCustomAuditAtZtunnel } from '../../../../src/check/rules/ambient/authz-custom-audit-at-ztunnel';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(authzCustomAuditAtZtunnel, `
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
metadata: { name: p, namespace: app }
spec: { selector: { matchLabels: { app: web } }, action: CUSTOM, provider: { name: ext }, rules: [{}] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Policies are for ztunnel, which does not have their action, so they do not apply.',
      objects: [
        'AuthorizationPolicy app/p: action: CUSTOM',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(authzCustomAuditAtZtunnel, `
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
metadata: { name: p, namespace: app }
spec: { targetRefs: [{ kind: Service, name: web }], action: CUSTOM, provider: { name: ext }, rules: [{}] }
`)).toEqual([]);
});
