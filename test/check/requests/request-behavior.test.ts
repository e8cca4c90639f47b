import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyVerdict, RequestBehavior, RequestOutcome, RequestStepKind } from '../../../src';
import { StepKind } from '../../../src/dataplane/requests/explain/way';

const BOOKINFO = join(__dirname, '..', '..', '..', 'examples', 'ambient', 'bookinfo.yaml');
const ROUTES = join(__dirname, '..', '..', '..', 'examples', 'gateway', 'routes.yaml');
const READ = { request: 'GET http://reviews:9080/reviews/1', source: 'pod:bookinfo/productpage' };

test('a request inside of the mesh: who gets it, and every step', () => {
  const explanation = RequestBehavior.fromFiles([BOOKINFO]).explain(READ);
  expect(explanation.request).toBe('GET http://reviews:9080/reviews/1');
  expect([explanation.others, explanation.notes]).toEqual([[], []]);
  const [path, ...more] = explanation.paths;
  expect(more).toEqual([]);
  expect(path).toMatchObject({
    through: 'Istio',
    outcome: RequestOutcome.BACKENDS,
    summary: '90 % Service bookinfo/reviews:9080, 10 % Service bookinfo/reviews-v2:9080',
    backends: [{ serviceName: 'bookinfo/reviews:9080', share: 0.9 }, { serviceName: 'bookinfo/reviews-v2:9080', share: 0.1 }],
    notes: [],
  });
  expect(path.steps.map(({ kind }) => kind)).toEqual([
    RequestStepKind.SOURCE, RequestStepKind.ZTUNNEL, RequestStepKind.WAYPOINT, RequestStepKind.POLICY, RequestStepKind.ROUTE, RequestStepKind.RULE,
    RequestStepKind.ZTUNNEL, RequestStepKind.POLICY, RequestStepKind.ZTUNNEL,
  ]);
  expect(path.steps[3]).toEqual({
    kind: RequestStepKind.POLICY,
    text: 'ALLOW AuthorizationPolicy bookinfo/readers matches by rules[0]',
    reasons: ['rules[0]: source.principal is cluster.local/ns/bookinfo/sa/productpage, the path is /reviews/1, the method is GET'],
    objectName: 'AuthorizationPolicy bookinfo/readers',
    field: 'spec.rules[0]',
    location: expect.stringMatching(/bookinfo\.yaml, document 9, line \d+$/),
    verdict: PolicyVerdict.MATCHES,
  });
});

test('answers of other kinds', () => {
  const behavior = RequestBehavior.fromFiles([BOOKINFO, ROUTES]);
  const path = (request: string, source?: string) => behavior.explain({ request, source }).paths[0];
  expect(path('DELETE http://reviews.bookinfo:9080/reviews/1', 'pod:bookinfo/productpage'))
    .toMatchObject({ outcome: RequestOutcome.RESPONSE, statusCode: 403, reason: 'AuthorizationPolicy bookinfo/readers does not allow it', backends: [] });
  expect(path('GET http://reviews.bookinfo:9080/', 'external')).toMatchObject({ outcome: RequestOutcome.REFUSED, reason: expect.stringContaining('not known outside') });
  expect(path('GET http://reviews.bookinfo:9080/reviews/1')).toMatchObject({ outcome: RequestOutcome.UNDETERMINED, reason: expect.stringContaining('bookinfo/readers') });
  expect(path('GET http://app.example.com/')).toMatchObject({ outcome: RequestOutcome.REDIRECT, statusCode: 301, location: 'https://app.example.com/' });
});

test('from a text and from objects, with options', () => {
  const text = readFileSync(ROUTES, 'utf8');
  const ask = (behavior: RequestBehavior) => behavior.explain({ request: 'https://app.example.com/cart', headers: ['X-API-Version: v2'] });
  const explanation = ask(RequestBehavior.fromText(text, { gatewayApiVersion: '1.2', gatewayApiChannel: 'standard', implementation: 'envoy-gateway' }));
  expect(explanation.paths.map(({ summary }) => summary)).toEqual(['Service shop/cart:7070']);
  expect(explanation.toText()).toContain('Forwarded  path /v2/cart');
  expect(JSON.parse(explanation.toJson())).toMatchObject({ version: 1 });
  expect(explanation.toMermaid()).toMatch(/^flowchart /);
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { ingressClassName: 'nginx', defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
  };
  expect(RequestBehavior.fromObjects([ingress]).explain({ request: 'http://any/' }).paths[0].summary).toBe('Service shop/web:80');
  expect(RequestBehavior.fromObjects([]).explain({ request: 'http://any/' }).paths).toEqual([]);
});

test('all rules', () => {
  const { routes } = RequestBehavior.fromFiles([BOOKINFO, ROUTES]);
  expect(routes.map(({ through, entry, condition, neverReached }) => [through, entry, condition, neverReached])).toEqual([
    ['Gateway gateways/public', 'http: HTTP on port 80, every host', 'PathPrefix /', false],
    ['Gateway gateways/public', 'https: HTTPS on port 443, hostname *.example.com', 'PathPrefix /cart, header X-API-Version: v2', false],
    ['Gateway gateways/public', 'https: HTTPS on port 443, hostname *.example.com', 'PathPrefix /', false],
    ['Mesh', 'Service bookinfo/reviews, port 9080', 'PathPrefix /, header x-version: v2', false],
    ['Mesh', 'Service bookinfo/reviews, port 9080', 'PathPrefix /', false],
  ]);
  expect(routes[3]).toMatchObject({ objectName: 'HTTPRoute bookinfo/reviews', field: 'rules[0].matches[0]', hostname: '', actions: [], backends: [{ serviceName: 'bookinfo/reviews-v2:9080', share: 1 }] });
});

test.each([
  [{ request: '/cart' }, 'request "/cart": "/cart" is not a URL of HTTP'],
  [{ request: 'http://a/', headers: ['x'] }, 'header "x": expected a name and a value'],
  [{ request: 'http://a/', source: 'me' }, 'source "me": expected pod:NAMESPACE/NAME'],
])('%j', (options, message) => {
  expect(() => RequestBehavior.fromFiles([BOOKINFO]).explain(options)).toThrow(message);
});

test('an implementation that is not known is an error', () => {
  expect(() => RequestBehavior.fromObjects([], { implementation: 'envoi' })).toThrow('envoi');
});

test('each kind of step has a member of the enum', () => {
  const kinds: Readonly<Record<StepKind, true>> = {
    listener: true,
    route: true,
    rule: true,
    filter: true,
    server: true,
    location: true,
    ingress: true,
    canary: true,
    forwarded: true,
    setting: true,
    source: true,
    ztunnel: true,
    waypoint: true,
    policy: true,
    network: true,
    pod: true,
  };
  expect(Object.values(RequestStepKind).sort()).toEqual(Object.keys(kinds).sort());
});
