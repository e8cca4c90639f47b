import { loadAll } from 'js-yaml';
import { filesOf } from './files';

const CLUSTER = `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: app:1 }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: worker, namespace: app }
spec: { template: { metadata: { labels: { app: worker } }, spec: { containers: [{ name: app, image: app:1 }] } } }
---
# Something that needs the waypoint.
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: jwt, namespace: app }
spec: { selector: { matchLabels: { app: web } }, jwtRules: [{ issuer: a, jwksUri: "https://a.example" }] }
`;

/** What is written for one policy: its copy at the waypoint, and what takes its place at the pods. */
function planned(spec: string): { readonly copy?: any; readonly atPods?: any; readonly runbook: string } {
  const files = filesOf(`${CLUSTER}---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: app }
spec: ${spec}
`);
  const find = (file: string, name: string): any => (loadAll(files[`namespaces/app/${file}`] ?? '') as any[]).find(each => each?.metadata.name === name)?.spec;
  return { copy: find('policies-at-waypoint.yaml', 'p-waypoint'), atPods: find('policies-with-waypoint.yaml', 'p'), runbook: files['RUNBOOK.md'] };
}

const WAYPOINT = 'cluster.local/ns/app/sa/waypoint';
const TARGETS = [{ group: '', kind: 'Service', name: 'web' }];

test('DENY of clients is enforced at the waypoint, behind which the pods do not see them', () => {
  const { copy, atPods } = planned('{ selector: { matchLabels: { app: web } }, action: DENY, rules: [{ from: [{ source: { principals: [cluster.local/ns/x/sa/bad] } }] }] }');
  expect(copy).toEqual({ action: 'DENY', rules: [{ from: [{ source: { principals: ['cluster.local/ns/x/sa/bad'] } }] }], targetRefs: TARGETS });
  expect(atPods).toBeUndefined();
});

test('DENY of all but some clients lets the waypoint past', () => {
  const { copy, atPods } = planned('{ selector: { matchLabels: { app: web } }, action: DENY, rules: [{ from: [{ source: { notPrincipals: [cluster.local/ns/x/sa/good] } }] }, { to: [{ operation: { ports: ["9090"] } }] }] }');
  expect(copy.targetRefs).toEqual(TARGETS);
  expect(atPods.rules).toEqual([
    { from: [{ source: { notPrincipals: ['cluster.local/ns/x/sa/good'] } }], when: [{ key: 'source.principal', notValues: [WAYPOINT] }] },
    { to: [{ operation: { ports: ['9090'] } }] },
  ]);
});

test('ALLOW that lets the waypoint in as it is still asks for clients there', () => {
  const { copy, atPods } = planned('{ selector: { matchLabels: { app: web } }, rules: [{ from: [{ source: { namespaces: [app] } }] }] }');
  expect(copy).toEqual({ rules: [{ from: [{ source: { namespaces: ['app'] } }] }], targetRefs: TARGETS });
  expect(atPods).toBeUndefined();
});

test('ALLOW of addresses lets the waypoint in, whose address is not known', () => {
  const { copy, atPods } = planned('{ selector: { matchLabels: { app: web } }, rules: [{ from: [{ source: { ipBlocks: [10.1.0.0/16] } }] }] }');
  expect(copy.targetRefs).toEqual(TARGETS);
  expect(atPods.rules).toContainEqual({ from: [{ source: { principals: [WAYPOINT] } }] });
});

test('the copy has the ports of the Service', () => {
  const { copy } = planned('{ selector: { matchLabels: { app: web } }, rules: [{ from: [{ source: { namespaces: [x] } }], to: [{ operation: { ports: ["8080"] } }], when: [{ key: destination.port, values: ["8080"] }] }] }');
  expect(copy.rules).toEqual([{ from: [{ source: { namespaces: ['x'] } }], to: [{ operation: { ports: ['80'] } }], when: [{ key: 'destination.port', values: ['80'] }] }]);
});

test('what is about ports alone goes on at the pods', () => {
  const { copy, atPods } = planned('{ action: DENY, rules: [{ to: [{ operation: { ports: ["9090"] } }] }] }');
  expect([copy, atPods]).toEqual([undefined, undefined]);
});

test('a policy about requests for pods without a Service is not deleted', () => {
  const { copy, runbook } = planned('{ selector: { matchLabels: { app: worker } }, action: DENY, rules: [{ to: [{ operation: { methods: [DELETE] } }] }] }');
  expect(copy).toBeUndefined();
  expect(runbook).not.toContain('authorizationpolicy.security.istio.io p');
  expect(runbook).toContain('AuthorizationPolicy app/p selects no pods of a Service, so that it has no target at a waypoint. It stays');
});

test('policies about requests come with one against going around the waypoint', () => {
  const { copy, runbook } = planned('{ rules: [{ to: [{ operation: { methods: [GET] } }] }] }');
  expect(copy.targetRefs).toEqual([{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'waypoint' }]);
  expect(runbook).toContain('kubectl apply -f namespaces/app/waypoint-required.yaml');
  expect(runbook).toContain('kubectl delete --ignore-not-found -f namespaces/app/waypoint-required.yaml');
});

test('pods that ask for no sidecar stay outside, and those that ask for one by themselves lose the label', () => {
  const { 'RUNBOOK.md': runbook } = filesOf(CLUSTER.replace('labels: { app: worker }', 'labels: { app: worker, sidecar.istio.io/inject: "false" }')
    .replace('labels: { app: web } }, spec', 'labels: { app: web }, annotations: { sidecar.istio.io/inject: "true" } }, spec'));
  expect(runbook).toContain('kubectl patch -n app deployment/worker -p \'{"spec":{"template":{"metadata":{"labels":{"istio.io/dataplane-mode":"none"}}}}}\'');
  expect(runbook).toContain('kubectl patch -n app deployment/web -p \'{"spec":{"template":{"metadata":{"annotations":{"sidecar.istio.io/inject":null}}}}}\'');
});

test('policies of the root namespace are for all, and are named', () => {
  const policy = (name: string, spec: string): string => `---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: ${name}, namespace: istio-system }\nspec: ${spec}\n`;
  const { 'RUNBOOK.md': runbook } = filesOf(CLUSTER + policy('get', '{ rules: [{ to: [{ operation: { methods: [GET] } }] }] }')
    + policy('bad', '{ action: DENY, rules: [{ from: [{ source: { namespaces: [bad] } }] }] }') + policy('port', '{ action: DENY, rules: [{ to: [{ operation: { ports: ["9090"] } }] }] }'));
  expect(runbook).toContain('- AuthorizationPolicy istio-system/get: ztunnel drops its rules about requests, and so denies what they allow, in every namespace in ambient mode; copy it');
  expect(runbook).toContain('- AuthorizationPolicy istio-system/bad: behind a waypoint, pods only see the waypoint as the client; copy it with targetRefs to the GatewayClass istio-waypoint, and let waypoints past.');
  expect(runbook).not.toContain('istio-system/port');
});
