import { authzL7AtZtunnelDeny } from '../../../../src/check/rules/ambient/authz-l7-at-ztunnel-deny';
import { foundInAmbient } from '../../findings/ambient';

const MESSAGE = 'DENY rules about requests are for ztunnel, which cuts those conditions out: what is left denies nothing, or more than is written.';

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
      message: MESSAGE,
      objects: [
        'AuthorizationPolicy app/p: rules[0]: paths; nothing is left of to, so the rule denies nothing',
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

// As `Authorization::matches` of ztunnel decides: each of to, from and the elements of when needs a match, and an element without conditions has none.
test.each([
  ['beside a source in another part, nothing is denied', '{ from: [{ source: { namespaces: [bad] } }], to: [{ operation: { methods: [DELETE] } }] }', 'methods; nothing is left of to, so the rule denies nothing'],
  ['beside ports in the same element, more is denied', '{ to: [{ operation: { methods: [DELETE], ports: ["80"] } }] }', 'methods; denies without them'],
  ['another element that has ports goes on', '{ to: [{ operation: { paths: [/a] } }, { operation: { ports: ["80"] } }] }', 'paths; denies without them'],
  ['beside a source in the same element, more is denied', '{ from: [{ source: { namespaces: [bad], requestPrincipals: ["*"] } }] }', 'requestPrincipals; denies without them'],
  ['tokens alone', '{ from: [{ source: { notRequestPrincipals: ["*"] } }] }', 'notRequestPrincipals; nothing is left of from, so the rule denies nothing'],
  ['a condition about requests empties the rule', '{ from: [{ source: { namespaces: [bad] } }], when: [{ key: "request.headers[x-a]", values: [admin] }] }', 'request.headers[x-a]; nothing is left of when, so the rule denies nothing'],
])('%s', (_, rule, detail) => {
  expect(foundInAmbient(authzL7AtZtunnelDeny, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { action: DENY, rules: [${rule}] }
`).flatMap(({ objects }) => objects)).toEqual([`AuthorizationPolicy app/p: rules[0]: ${detail}`]);
});
