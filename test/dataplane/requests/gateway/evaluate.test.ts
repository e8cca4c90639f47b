import { dialectOf } from '../../../../src/dataplane/requests/gateway/dialects';
import { GatewayEvaluator, GatewayTrace } from '../../../../src/dataplane/requests/gateway/evaluate';
import { readGatewayModel } from '../../../../src/dataplane/requests/gateway/read';
import { readRequest } from '../../../../src/dataplane/requests/read-request';
import { RequestAnswer } from '../../../../src/dataplane/requests/request';
import { gateway, httpRoute, listenerSet } from '../../../check/findings/gateway-api';
import { Plain } from '../../../support/builders';

const ALL = { allowedRoutes: { namespaces: { from: 'All' } } };
const HTTP = { name: 'http', port: 80, protocol: 'HTTP', ...ALL };
const https = (name: string, hostname?: string): Plain => ({ name, port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'tls' }] }, ...hostname && { hostname }, ...ALL });
const PUBLIC = gateway('gateways/public', [HTTP, https('https', '*.example.com')]);

/** A rule with one backend. */
const to = (name: string, ...matches: Plain[]): Plain => ({ matches, backendRefs: [{ name, port: 80 }] });
const path = (value: string, type = 'PathPrefix'): Plain => ({ path: { type, value } });
const header = (name: string, value: string): Plain => ({ name, value });

function evaluate(objects: readonly Plain[], text: string, headers: readonly string[] = [], implementation?: string): GatewayTrace {
  const model = readGatewayModel(objects.map(object => ({ object })), { minor: '1.6', channel: 'experimental' });
  const { request, port } = readRequest(text, headers);
  return new GatewayEvaluator(model, dialectOf(implementation)).evaluate({ namespace: 'gateways', name: 'public' }, request, port);
}

function backendsOf(answer: RequestAnswer): string[] {
  if (answer.kind !== 'backends') return [JSON.stringify(answer)];
  return answer.backends.map(({ backend, share, status }) => `${backend ?? status} ${share}`);
}

function backends(rules: readonly Plain[], text: string, ...headers: string[]): string[] {
  return backendsOf(evaluate([PUBLIC, httpRoute('shop/app', { rules })], text, headers).answer);
}

describe('which rule takes a request', () => {
  const RULES = [
    to('root', path('/')),
    to('get', { ...path('/cart'), method: 'GET' }),
    to('cart', path('/cart')),
    to('long', path('/cart/items')),
    to('exact', path('/cart/items', 'Exact')),
    to('one-header', { ...path('/cart'), headers: [header('x-a', '1')] }),
    to('two-headers', { ...path('/cart'), headers: [header('x-a', '1'), header('X-B', '2')] }),
    to('query', { ...path('/cart'), queryParams: [header('v', '2')] }),
  ];

  test.each([
    ['the prefix, element by element', 'POST http://a/cartoon', [], 'root'],
    ['the prefix itself', 'POST http://a/cart', [], 'cart'],
    ['an Exact path before a prefix', 'GET http://a/cart/items', ['x-a: 1'], 'exact'],
    ['a longer prefix before a header', 'GET http://a/cart/items/7', ['x-a: 1', 'x-b: 2'], 'long'],
    ['a method before headers', 'GET http://a/cart/x', ['x-a: 1', 'x-b: 2'], 'get'],
    ['more headers before fewer', 'POST http://a/cart', ['X-A: 1', 'x-b: 2'], 'two-headers'],
    ['a header before a query parameter', 'POST http://a/cart?v=2', ['x-a: 1'], 'one-header'],
    ['a query parameter', 'POST http://a/cart?v=2', ['x-a: 2'], 'query'],
  ])('%s', (_, text, headers, expected) => {
    expect(backends(RULES, text, ...headers)).toEqual([`shop/${expected}:80 1`]);
  });

  test('the older route, then the first by name, then the first rule', () => {
    const route = (name: string, created?: string) => httpRoute(name, { rules: [to(name.replace('/', '-'), path('/')), to('second', path('/'))] }, { creationTimestamp: created });
    const first = (...objects: Plain[]) => backendsOf(evaluate([PUBLIC, ...objects], 'http://a/').answer);
    expect(first(route('shop/b'), route('shop/a'))).toEqual(['shop/shop-a:80 1']);
    expect(first(route('shop/a', '2026-02-01T00:00:00Z'), route('shop/b', '2026-01-01T00:00:00Z'))).toEqual(['shop/shop-b:80 1']);
  });

  test('the most specific hostname, whatever the path; what it lacks may fall through', () => {
    const objects = [
      PUBLIC,
      httpRoute('shop/wide', { hostnames: ['*.example.com'], rules: [to('wide', path('/a/b', 'Exact'), path('/x'))] }),
      httpRoute('shop/exact', { hostnames: ['a.example.com'], rules: [to('exact', path('/a'))] }),
    ];
    expect(backendsOf(evaluate(objects, 'https://a.example.com/a/b').answer)).toEqual(['shop/exact:80 1']);
    const { answer, notes } = evaluate(objects, 'https://a.example.com/x');
    expect(backendsOf(answer)).toEqual(['shop/wide:80 1']);
    expect(notes).toEqual(['rules for a.example.com come first, and none of them matches: many implementations answer with 404 then, and do not go on to those for *.example.com']);
    expect(evaluate(objects, 'https://b.example.com/x').notes).toEqual([]);
  });
});

describe('listeners', () => {
  test('none for the server name, or for the port', () => {
    const at = (text: string) => evaluate([PUBLIC, httpRoute('shop/app', { rules: [to('app', path('/'))] })], text).answer;
    expect(at('https://example.com/')).toEqual({ kind: 'refused', why: 'no HTTPS listener on port 443 takes the server name example.com' });
    expect(at('http://example.com:8080/')).toEqual({ kind: 'response', status: 404, why: 'no HTTP listener on port 8080 takes the host example.com' });
    expect(backendsOf(at('https://a.b.example.com/'))).toEqual(['shop/app:80 1']);
  });

  test('the most specific one alone; another one may answer without isolation', () => {
    const isolated = gateway('gateways/public', [https('wide', '*.example.com'), https('narrow', 'app.example.com')]);
    const attachedTo = (sectionName: string) => ({ parentRefs: [{ namespace: 'gateways', name: 'public', sectionName }], rules: [to(sectionName, path('/'))] });
    const { answer, notes, listener } = evaluate([isolated, httpRoute('shop/wide', attachedTo('wide'))], 'https://app.example.com/');
    expect([answer, listener?.name]).toEqual([{ kind: 'response', status: 404, why: 'no rule of a route matches' }, 'narrow']);
    expect(notes).toEqual(['HTTPRoute shop/wide of the listener wide matches as well; it may take the request where the implementation does not have the feature GatewayHTTPListenerIsolation']);
  });

  test('one that is in conflict, or of a ListenerSet that is not allowed, is not served', () => {
    const conflict = gateway('gateways/public', [HTTP, { name: 'tcp', port: 80, protocol: 'TCP' }]);
    const { answer, notes } = evaluate([conflict, httpRoute('shop/app', { rules: [to('app', path('/'))] })], 'http://a/');
    expect([answer, notes]).toEqual([
      { kind: 'response', status: 404, why: 'no HTTP listener on port 80 takes the host a' },
      ['the listener http is not served: ProtocolConflict with the listener tcp', 'the listener tcp is not served: ProtocolConflict with the listener http'],
    ]);
    const set = listenerSet('shop/own', 'gateways/public', [https('own', 'own.example.net')]);
    const route = httpRoute('shop/app', { parentRefs: [{ kind: 'ListenerSet', name: 'own' }], rules: [to('app', path('/'))] });
    const at = (from: string) => evaluate([gateway('gateways/public', [HTTP], { allowedListeners: { namespaces: { from } } }), set, route], 'https://own.example.net/');
    expect(backendsOf(at('All').answer)).toEqual(['shop/app:80 1']);
    expect([at('Same').answer.kind, at('Same').notes]).toEqual(['refused', ['the listener own is not served: NotAllowed: the Gateway does not take the ListenerSet']]);
  });

  test('one that passes TLS on by its server name', () => {
    const passing = gateway('gateways/public', [{ name: 'tls', port: 443, protocol: 'TLS', hostname: 'db.example.com', tls: { mode: 'Passthrough' }, ...ALL }, https('https')]);
    const route = { ...httpRoute('shop/db', { rules: [{ backendRefs: [{ name: 'db', port: 5432 }] }], hostnames: ['db.example.com'] }), kind: 'TLSRoute' };
    const { answer, notes } = evaluate([passing, route], 'https://db.example.com/x');
    expect([backendsOf(answer), notes]).toEqual([['shop/db:5432 1'], ['the backend ends TLS: the Gateway does not see the request in it']]);
    expect(evaluate([passing], 'https://db.example.com/').answer).toEqual({ kind: 'refused', why: 'no TLSRoute of the listener takes the server name db.example.com' });
    expect(evaluate([passing, route], 'https://app.example.com/').answer).toMatchObject({ status: 404 });
  });
});

describe('what a rule does', () => {
  const answer = (rule: Plain, text: string, ...headers: string[]) => evaluate([PUBLIC, httpRoute('shop/app', { rules: [rule] })], text, headers).answer;
  const redirect = (requestRedirect: Plain, prefix = '/') => ({ matches: [path(prefix)], filters: [{ type: 'RequestRedirect', requestRedirect }] });

  test.each([
    [redirect({ scheme: 'https' }), 302, 'https://a.example.com/cart/?x=1'],
    [redirect({ scheme: 'https', port: 8443, statusCode: 301 }), 301, 'https://a.example.com:8443/cart/?x=1'],
    [redirect({ hostname: 'b.example.com' }), 302, 'http://b.example.com/cart/?x=1'],
    [redirect({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/basket' } }, '/cart'), 302, 'http://a.example.com/basket/?x=1'],
    [redirect({ path: { type: 'ReplaceFullPath', replaceFullPath: '/gone' } }), 302, 'http://a.example.com/gone?x=1'],
  ])('a redirect %#', (rule, status, location) => {
    expect(answer(rule, 'http://a.example.com/cart/?x=1')).toEqual({ kind: 'redirect', status, location, protections: [] });
  });

  test('the port of the listener stays in a redirect without a scheme', () => {
    const other = gateway('gateways/public', [{ ...HTTP, port: 8080 }]);
    const { answer: to8080 } = evaluate([other, httpRoute('shop/app', { rules: [redirect({ hostname: 'b.example.com' })] })], 'http://a.example.com:8080/');
    expect(to8080).toMatchObject({ location: 'http://b.example.com:8080/' });
  });

  test.each([
    ['/foo', '/', '/foo/bar', '/bar'], ['/foo', '', '/foo', '/'], ['/foo', '/xyz', '/foo', '/xyz'], ['/foo', '/xyz', '/foo/', '/xyz/'], ['/foo/', '/xyz/', '/foo/bar', '/xyz/bar'],
  ])('the prefix %s becomes %s', (prefix, replacement, from, expected) => {
    const filters = [{ type: 'URLRewrite', urlRewrite: { hostname: 'inner', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: replacement } } }];
    expect(answer({ ...to('app', path(prefix)), filters }, `http://a${from}`)).toMatchObject({ forwarded: { path: expected, host: 'inner' } });
  });

  test('weights, backends that cannot be used, and none at all', () => {
    const refs = (...backendRefs: Plain[]) => ({ matches: [path('/')], backendRefs });
    expect(backendsOf(answer(refs({ name: 'a', port: 80, weight: 3 }, { name: 'b', port: 80 }, { name: 'c', port: 80, weight: 0 }), 'http://a/'))).toEqual(['shop/a:80 0.75', 'shop/b:80 0.25']);
    expect(backendsOf(answer(refs({ name: 'a', port: 80 }, { name: 'b', port: 80, namespace: 'next' }), 'http://a/'))).toEqual(['shop/a:80 0.5', '500 0.5']);
    expect(answer({ matches: [path('/')] }, 'http://a/')).toEqual({ kind: 'response', status: 500, why: 'the rule has no backends' });
  });

  test('preflight requests of CORS', () => {
    const rule = { ...to('app', path('/')), filters: [{ type: 'CORS', cors: { allowOrigins: ['https://*.example.com'] } }] };
    const from = (origin: string) => answer(rule, 'OPTIONS http://a/', `Origin: ${origin}`, 'Access-Control-Request-Method: PUT');
    expect(from('https://a.b.example.com')).toMatchObject({ kind: 'response', status: 204 });
    expect(from('https://example.com')).toMatchObject({ kind: 'backends' });
  });
});

describe('regular expressions', () => {
  const REGEX = to('regex', path('/cart.*', 'RegularExpression'));

  test('have no place among other paths', () => {
    const { answer } = evaluate([PUBLIC, httpRoute('shop/app', { rules: [to('prefix', path('/cart')), REGEX] })], 'http://a/cart');
    expect(answer).toMatchObject({ kind: 'undetermined', why: 'the specification does not say where a regular expression ranks among other paths' });
    expect(answer.kind === 'undetermined' && answer.possible.map(backendsOf)).toEqual([['shop/prefix:80 1'], ['shop/regex:80 1']]);
  });

  test('are clear where all would answer the same, or the same expression has a header', () => {
    expect(backends([to('same', path('/cart')), { ...REGEX, backendRefs: [{ name: 'same', port: 80 }] }], 'http://a/cart')).toEqual(['shop/same:80 1']);
    const withHeader = to('canary', { ...path('/cart.*', 'RegularExpression'), headers: [header('x-canary', 'always')] });
    expect(backends([REGEX, withHeader], 'http://a/cart', 'x-canary: always')).toEqual(['shop/canary:80 1']);
  });

  test('match the whole, a part, or it depends', () => {
    const objects = [PUBLIC, httpRoute('shop/app', { rules: [to('regex', path('/cart', 'RegularExpression'))] })];
    const at = (implementation?: string) => evaluate(objects, 'http://a/cart/1', [], implementation).answer;
    expect(at('envoy-gateway')).toMatchObject({ status: 404 });
    expect(backendsOf(at('traefik'))).toEqual(['shop/regex:80 1']);
    expect(at()).toMatchObject({ kind: 'undetermined', why: 'what the regular expression matches depends on the implementation' });
    expect(backendsOf(evaluate(objects, 'http://a/cart').answer)).toEqual(['shop/regex:80 1']);
  });
});

describe('gRPC', () => {
  const CALL = 'POST https://a.example.com/shop.Cart/AddItem';
  const GRPC = ['Content-Type: application/grpc+proto'];
  const grpc = (...rules: Plain[]): Plain => ({ ...httpRoute('shop/grpc', { rules }), kind: 'GRPCRoute' });
  const RULES = [
    to('all'), to('service', { method: { service: 'shop.Cart' } }), to('method', { method: { method: 'AddItem' } }), to('both', { method: { service: 'shop.Cart', method: 'AddItem' } }),
    to('header', { method: { service: 'shop.Cart' }, headers: [header('x-a', '1')] }),
  ].map(({ matches, ...rule }) => (matches as unknown[]).length === 0 ? rule : { ...rule, matches });

  test('the longest service, then the longest method, then more headers', () => {
    const at = (rules: readonly Plain[], ...headers: string[]) => backendsOf(evaluate([PUBLIC, grpc(...rules)], CALL, [...GRPC, ...headers]).answer);
    expect(at(RULES)).toEqual(['shop/both:80 1']);
    expect(at(RULES.filter(rule => rule !== RULES[3]), 'x-a: 1')).toEqual(['shop/header:80 1']);
    expect(at(RULES.slice(0, 3))).toEqual(['shop/service:80 1']);
    expect(at([RULES[0]])).toEqual(['shop/all:80 1']);
  });

  test('a route of HTTP takes what no GRPCRoute does', () => {
    const objects = [PUBLIC, grpc(to('other', { method: { service: 'shop.Other' } })), httpRoute('shop/http', { rules: [to('http', path('/'))] })];
    expect(backendsOf(evaluate(objects, CALL, GRPC).answer)).toEqual(['shop/http:80 1']);
    expect(backendsOf(evaluate(objects, CALL).answer)).toEqual(['shop/http:80 1']);
    expect(evaluate(objects, 'POST https://a.example.com/shop.Other/Get', GRPC).notes).toEqual([
      'an HTTPRoute matches as well: which of the two takes requests of gRPC depends on the release and the implementation',
    ]);
  });
});
