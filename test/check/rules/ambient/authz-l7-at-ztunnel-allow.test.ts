import { authzL7AtZtunnelAllow } from '../../../../src/check/rules/ambient/authz-l7-at-ztunnel-allow';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(authzL7AtZtunnelAllow, `
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
spec: { selector: { matchLabels: { app: web } }, rules: [{ to: [{ operation: { methods: [GET] } }] }, { when: [{ key: 'request.headers[x]', values: [a] }] }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Rules about requests are for ztunnel, which drops them from the policy.',
      objects: [
        'AuthorizationPolicy app/p: rules[0]: methods; no rule is left, so everything is denied',
        'AuthorizationPolicy app/p: rules[1]: request.headers[x]; no rule is left, so everything is denied',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(authzL7AtZtunnelAllow, `
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
spec: { selector: { matchLabels: { app: web } }, rules: [{ to: [{ operation: { ports: ['80'] } }] }] }
`)).toEqual([]);
});
