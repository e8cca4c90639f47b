import { join } from 'node:path';
import { ROOT, run } from './run';
import { CLUSTER, FIXTURES } from './work-folder';
import { blocksOf } from '../docs/markdown';

const ROUTES = join('examples', 'gateway', 'routes.yaml');
const FILES = CLUSTER.map(file => join(FIXTURES, file));
const FOR_WORKER = ['--node', 'worker-1', '--kubernetes-version', '1.36'];
const CART = ['--request', 'GET https://app.example.com/cart', '--header', 'X-API-Version: v2'];

function explain(...args: string[]) {
  const cwd = process.cwd();
  process.chdir(ROOT);
  try {
    return run('explain', ...args);
  } finally {
    process.chdir(cwd);
  }
}

test('a request through Gateway, listener, route, rule and filter to a Service', () => {
  expect(explain(ROUTES, ...CART)).toMatchObject({ code: 0, stderr: '' });
  expect(explain(ROUTES, ...CART).stdout).toMatchSnapshot();
});

test('a redirect, a host that nothing takes, and a route that is not attached', () => {
  expect(explain(ROUTES, '--request', 'http://app.example.com/cart?x=1').stdout).toContain('Through Gateway gateways/public: 301, to https://app.example.com/cart?x=1\n');
  expect(explain(ROUTES, '--request', 'https://example.com/').stdout).toContain('Through Gateway gateways/public: refused: no HTTPS listener on port 443 takes the server name example.com\n');
  expect(explain('examples/gateway/gateway.yaml', '--request', 'https://shop.example.com/cart').stdout)
    .toContain('Note: HTTPRoute shop/cart has the host, but is not attached to the listener https: NotAllowedByListeners.\n');
});

test('on to the endpoints that a node chooses', () => {
  const { code, stdout } = explain(ROUTES, ...FILES, ...FOR_WORKER, '--request', 'GET https://app.example.com/');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/ {2}Backends\n {6}90 % {2}Service shop\/frontend:80\n {14}33\.3 % {2}10\.244\.1\.13:8080 {2}pod shop\/frontend-0 {2}worker-1\n/)]);
});

test.each(['10.244.1.13', 'pod:shop/frontend-0', 'node', 'external:203.0.113.7'])('the endpoints for %s, as for a packet', from => {
  const { code, stdout } = explain(ROUTES, ...FILES, ...FOR_WORKER, '--request', 'GET https://app.example.com/', '--from', from);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/ {2}Backends\n {6}90 % {2}Service shop\/frontend:80\n {10,}[\d.]+ % {2}10\.244\./)]);
});

test('as JSON', () => {
  const { ways, ...json } = JSON.parse(explain(ROUTES, ...FILES, ...FOR_WORKER, ...CART, '-q', '--format', 'json').stdout) as { ways: { answer: object; steps: object[]; backends: object[] }[] };
  expect(json).toMatchObject({ version: 1, request: { method: 'GET', scheme: 'https', host: 'app.example.com', path: '/cart', port: 443, headers: { 'x-api-version': 'v2' } } });
  expect(ways.map(({ answer, steps, backends }) => ({ answer, kinds: steps.map(step => (step as { kind: string }).kind), backends }))).toEqual([{
    answer: { kind: 'backends', backends: [{ backend: 'shop/cart:7070', share: 1 }], forwarded: { path: '/v2/cart', host: 'app.example.com', headers: [] }, protections: [] },
    kinds: ['listener', 'route', 'rule', 'filter', 'forwarded'],
    backends: [{ backend: 'shop/cart:7070', share: 1, endpoints: expect.arrayContaining([expect.objectContaining({ pod: 'shop/cart-0', node: 'worker-1' })]) }],
  }]);
});

test('as a diagram', () => {
  expect(explain(ROUTES, ...CART, '--format', 'mermaid').stdout).toMatchSnapshot();
});

describe('inside of the cluster', () => {
  const BOOKINFO = join('examples', 'ambient', 'bookinfo.yaml');
  const READ = ['--request', 'GET http://reviews:9080/reviews/1', '--from', 'pod:bookinfo/productpage'];

  test('through a waypoint, past policies, by a route to pods', () => {
    expect(explain(BOOKINFO, ...READ)).toMatchObject({ code: 0, stderr: '' });
    expect(explain(BOOKINFO, ...READ).stdout).toMatchSnapshot();
    expect(explain(BOOKINFO, ...READ, '--format', 'mermaid').stdout).toMatchSnapshot();
  });

  test('refused by a policy, and unknown without a client', () => {
    expect(explain(BOOKINFO, '--request', 'PUT http://reviews:9080/reviews/1', '--from', 'pod:bookinfo/productpage').stdout).toContain('Through Istio: 403: AuthorizationPolicy bookinfo/readers does not allow it\n');
    const { stdout } = explain(BOOKINFO, '--request', 'http://reviews.bookinfo:9080/reviews/1');
    expect(stdout).toContain('Through Istio: undetermined: whether AuthorizationPolicy bookinfo/readers applies is not known: source.principal is not known; either ');
    expect(stdout).toMatch(/ {2}Note: --from says who sends the request, which policies ask for\.\n$/);
  });

  test('as JSON, with the verdict of each policy', () => {
    const { ways: [{ through, answer, steps }] } = JSON.parse(explain(BOOKINFO, ...READ, '--format', 'json').stdout) as { ways: { through: string; answer: { kind: string }; steps: { kind: string; object?: string; verdict?: string }[] }[] };
    expect([through, answer.kind]).toEqual(['Istio', 'backends']);
    expect(steps.filter(({ kind }) => kind === 'policy').map(({ object, verdict }) => [object, verdict])).toEqual([
      ['AuthorizationPolicy bookinfo/readers', 'matches'], ['AuthorizationPolicy bookinfo/only-by-waypoint', 'does-not-match'],
    ]);
  });

  test('the routes of the mesh are in the table', () => {
    expect(explain(BOOKINFO, '--all', '--goal', 'gateway-api').stdout).toMatch(/^Mesh\n {2}Service bookinfo\/reviews, port 9080\n/);
  });

  test.each([
    ['a client that does not exist', [BOOKINFO, '--request', 'http://reviews.bookinfo/', '--from', 'pod:bookinfo/ratings'], 'source "pod:bookinfo/ratings": there is no pod bookinfo/ratings: the input has neither a Pod nor a workload of that name'],
    ['a host that is nothing in it', [BOOKINFO, '--request', 'http://api.example.com/', '--from', 'pod:bookinfo/productpage'], 'the input has neither a Gateway nor an Ingress, and "api.example.com" is neither a Service nor a pod of it'],
  ])('%s', (_, args, message) => {
    expect(explain(...args)).toEqual({ code: 1, stdout: '', stderr: `error: ${message}\n` });
  });
});

test('objects that the API server refuses are left out', () => {
  expect(explain(ROUTES, ...CART, '--gateway-api', '1.0').stderr).toBe('');
  const { stderr } = explain('examples/gateway/gateway.yaml', '--request', 'http://shop.example.com/cart', '--gateway-api', '1.1');
  expect(stderr).toBe('note: 1 object of Gateway API is refused by the API server, and left out; check --goal gateway-api shows why\n');
});

test.each([
  ['no Gateway', [...FILES, '--request', 'http://a/'], 'the input has neither a Gateway nor an Ingress'],
  ['not a request', [ROUTES, '--request', '/cart'], 'request "/cart": "/cart" is not a URL of HTTP; expected a method and a URL, for example, "GET https://app.example.com/cart"'],
  ['a packet and a request', [ROUTES, ...CART, '--to', 'svc:a/b:1'], '--request cannot be combined with --to'],
  ['all and a request', [ROUTES, ...CART, '--all'], '--request cannot be combined with --all, which shows all routes: leave one of them out'],
  ['a version without a node', [ROUTES, ...CART, '--kubernetes-version', '1.36'], '--request: --kubernetes-version has no effect without --node'],
  ['a node without a version', [ROUTES, ...CART, '--node', 'a'], 'required: --kubernetes-version, that of kube-proxy on the node'],
  ['a header without a request', [ROUTES, '--header', 'a: b', '--all'], '--header belongs to a request: expected --request with it'],
  ['a release without a request', [ROUTES, '--gateway-api', '1.5', '--all'], '--gateway-api is for requests: expected --request, or --all --goal gateway-api, with it'],
  ['a table without a node', [ROUTES, '--all'], 'required: --node, whose rules decide'],
])('%s', (_, args, message) => {
  expect(explain(...args)).toEqual({ code: 1, stdout: '', stderr: `error: ${message}\n` });
});

describe('the table of all routes', () => {
  const TABLE = ['--all', '--goal', 'gateway-api'];

  test('by Gateway, listener and hostname, in the order of the specification', () => {
    expect(explain(ROUTES, ...TABLE)).toMatchObject({ code: 0, stderr: '' });
    expect(explain(ROUTES, ...TABLE).stdout).toMatchSnapshot();
    expect(explain('examples/gateway/gateway.yaml', ...TABLE).stdout).toMatch(/header x-canary: always {2}\(never reached\)\n[^]*3 rules, in the order in which they are considered; 2 never reached\.\n$/);
  });

  test('as JSON, of one namespace, and without routes', () => {
    const { version, routes } = JSON.parse(explain(ROUTES, ...TABLE, '--format', 'json').stdout) as { version: number; routes: object[] };
    expect([version, routes.length, routes[1]]).toEqual([1, 3, {
      through: 'Gateway gateways/public',
      entry: 'https: HTTPS on port 443, hostname *.example.com',
      hostname: 'app.example.com',
      match: 'PathPrefix /cart, header X-API-Version: v2',
      backends: [{ backend: 'shop/cart:7070', share: 1 }],
      actions: ['rewrite: the matched prefix becomes /v2/cart'],
      object: 'HTTPRoute shop/app',
      field: 'rules[1].matches[0]',
      namespace: 'shop',
      isNeverReached: false,
      source: 'examples/gateway/routes.yaml, document 3, line 46',
    }]);
    expect(explain(ROUTES, ...TABLE, '--namespace', 'blog').stdout).toBe('No route is attached to a listener.\n');
  });

  test.each([
    ['no table', [ROUTES, '--goal', 'gateway-api'], '--goal shows all routes: expected --all with it, or --request for one request'],
    ['a node', [ROUTES, ...TABLE, '--node', 'a'], '--goal gateway-api cannot be combined with --node: it shows routes, and not what nodes do'],
    ['a diagram', [ROUTES, ...TABLE, '--format', 'mermaid'], '--format mermaid cannot be combined with --all: it draws the path of one request, with --request'],
  ])('%s', (_, args, message) => {
    expect(explain(...args)).toEqual({ code: 1, stdout: '', stderr: `error: ${message}\n` });
  });
});

test('the page shows what the command prints', () => {
  const shown = blocksOf('docs/requests.md').map(({ text }) => text.trim());
  expect(shown).toContain(explain(ROUTES, ...CART).stdout.trim());
  expect(shown).toContain(explain(ROUTES, '--all', '--goal', 'gateway-api').stdout.trim());
  expect(shown).toContain(explain(join('examples', 'ambient', 'bookinfo.yaml'), '--request', 'GET http://reviews:9080/reviews/1', '--from', 'pod:bookinfo/productpage').stdout.trim());
});
