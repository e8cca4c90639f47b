import { authzDenyBehindWaypoint } from '../../../../src/check/rules/ambient/authz-deny-behind-waypoint';
import { foundInAmbient } from '../../findings/ambient';

const found = (source: string, more = ''): string[] => foundInAmbient(authzDenyBehindWaypoint, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app, labels: { istio.io/use-waypoint: waypoint } }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: app:1 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: app }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: { selector: { matchLabels: { app: web } }, action: DENY, rules: [${source}] }
${more}`).flatMap(({ objects }) => objects);

test.each([
  ['clients that come through the waypoint pass', '{ from: [{ source: { principals: [cluster.local/ns/x/sa/bad] } }] }', 'does not deny clients that come through it'],
  ['all but some clients is also the waypoint', '{ from: [{ source: { notPrincipals: [cluster.local/ns/x/sa/good] } }] }', 'denies everything that comes through it'],
  ['by a condition', '{ when: [{ key: source.namespace, values: [bad] }] }', 'does not deny clients that come through it'],
])('finds it: %s', (_, rule, effect) => {
  expect(found(rule)).toEqual(['AuthorizationPolicy app/p', `Deployment app/web: behind Gateway app/waypoint; the policy ${effect}`]);
});

test.each([
  ['a rule against going around the waypoint', '{ from: [{ source: { notPrincipals: [cluster.local/ns/app/sa/waypoint] } }] }'],
  ['ports alone', '{ to: [{ operation: { ports: ["9090"] } }] }'],
  ['what denies nothing at all, which is another finding', '{ from: [{ source: { namespaces: [bad] } }], to: [{ operation: { methods: [GET] } }] }'],
  ['addresses of clients that can be those of waypoints', '{ from: [{ source: { ipBlocks: [10.0.0.0/8] } }] }'],
])('finds nothing: %s', (_, rule) => {
  expect(found(rule)).toEqual([]);
});

test('finds nothing where the waypoint has the same rule', () => {
  const rule = '{ from: [{ source: { principals: [cluster.local/ns/x/sa/bad] } }] }';
  expect(found(rule, `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p-waypoint, namespace: app }
spec: { targetRefs: [{ kind: Service, name: web }], action: DENY, rules: [${rule}] }
`)).toEqual([]);
});
