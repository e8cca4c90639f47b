import { authzL7AtZtunnelDeny } from '../../../../src/check/rules/ambient/authz-l7-at-ztunnel-deny';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(authzL7AtZtunnelDeny, `
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
spec: { selector: { matchLabels: { app: web } }, action: DENY, rules: [{ to: [{ operation: { paths: [/admin] } }] }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Rules about requests are for ztunnel, which enforces them without those conditions.',
      objects: [
        'AuthorizationPolicy app/p: rules[0]: paths',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(authzL7AtZtunnelDeny, `
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
spec: { selector: { matchLabels: { app: web } }, action: DENY, rules: [{ from: [{ source: { namespaces: [bad] } }] }] }
`)).toEqual([]);
});
