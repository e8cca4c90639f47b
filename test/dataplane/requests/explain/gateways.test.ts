import { explainRequest } from '../../../../src/dataplane/requests/explain/explain-request';
import { routeRows } from '../../../../src/dataplane/requests/explain/route-table';
import { routeTableText } from '../../../../src/dataplane/requests/explain/route-table-text';
import { answerText } from '../../../../src/dataplane/requests/explain/text';
import { dialectOf } from '../../../../src/dataplane/requests/gateway/dialects';
import { readGatewayModel } from '../../../../src/dataplane/requests/gateway/read';
import { readRequest } from '../../../../src/dataplane/requests/read-request';
import { GatewayApiMinor } from '../../../../src/programs/gateway-api/target';
import { backendTlsPolicy, gateway, HTTP, httpRoute, HTTPS, listenerSet, otherRoute } from '../../../check/findings/gateway-api';
import { Plain, service } from '../../../support/builders';
import { meshRoute } from '../mesh/objects';

function model(objects: readonly Plain[], minor: GatewayApiMinor = '1.6') {
  return { gateways: readGatewayModel(objects.map(object => ({ object })), { minor, channel: 'experimental' }), ingresses: [], regex: dialectOf(undefined) };
}

interface Asked {
  readonly headers?: readonly string[];
  readonly minor?: GatewayApiMinor;
}

function explain(objects: readonly Plain[], text: string, { headers = [], minor }: Asked = {}) {
  const { ways: [way] } = explainRequest(readRequest(text, headers), model(objects, minor));
  const of = (kind: string): string[] => way.steps.filter(step => step.kind === kind).map(step => step.text);
  return { answer: answerText(way.answer), notes: way.notes, filters: of('filter'), settings: of('setting'), forwarded: of('forwarded') };
}

const PUBLIC = gateway('gateways/public', [HTTP, HTTPS]);
const TO_WEB = { backendRefs: [{ name: 'web', port: 80 }] };
const route = (more: Plain, fullName = 'shop/app'): Plain => httpRoute(fullName, { rules: [{ ...TO_WEB, ...more }] });

test('timeouts, retries and sessions are named', () => {
  const asked = route({
    timeouts: { request: '10s', backendRequest: '0s' },
    retry: { attempts: 3, codes: [500, 503], backoff: '100ms' },
    sessionPersistence: { sessionName: 'cart', type: 'Cookie', absoluteTimeout: '1h', cookieConfig: { lifetimeType: 'Permanent' } },
  });
  expect(explain([PUBLIC, asked], 'http://a/').settings).toEqual([
    'timeout of the whole exchange: 10s, timeout of each attempt: none',
    'retries: up to 3, for 500, 503, at least 100ms apart',
    'sessions by a permanent cookie cart, for at most 1h: later requests of a client go to the same backend',
  ]);
  expect(explain([PUBLIC, route({ retry: {}, sessionPersistence: { type: 'Header' } })], 'http://a/').settings).toEqual([
    'retries: as many as the implementation makes, for what the implementation retries', 'sessions by the header: later requests of a client go to the same backend',
  ]);
  expect(explain([PUBLIC, route({})], 'http://a/').settings).toEqual([]);
  expect(routeTableText(routeRows(model([PUBLIC, asked])))).toContain('\n          timeout of the whole exchange: 10s, timeout of each attempt: none\n');
});

test('external authorization, copies, and filters of one backend', () => {
  const auth = { type: 'ExternalAuth', externalAuth: { protocol: 'GRPC', backendRef: { name: 'auth', port: 9000 }, grpc: {} } };
  const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'copy', port: 80, namespace: 'other' }, percent: 10 } };
  const header = { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x', value: '1' }] } };
  const objects = [PUBLIC, service('shop/web'), httpRoute('shop/app', { rules: [{ filters: [auth, mirror], backendRefs: [{ name: 'web', port: 80, filters: [header] }] }] })];
  expect(explain(objects, 'http://a/')).toMatchObject({
    answer: 'Service shop/web:80',
    filters: [
      'external authorization by Service auth:9000', 'a copy of 10 % of the requests goes to Service other/copy:80; the answer to it is ignored', 'request headers: set x: 1, for Service web only',
    ],
    // What they refer to counts as well.
    notes: [
      'rules[0].filters[0].externalAuth.backendRef, Service shop/auth: BackendNotFound: the Service does not exist in the input, or does not have the port',
      'rules[0].filters[1].requestMirror.backendRef, Service other/copy: RefNotPermitted: no ReferenceGrant allows the reference',
    ],
  });
});

test('the query stays in a redirect', () => {
  const redirect = { type: 'RequestRedirect', requestRedirect: { hostname: 'new.example.com', statusCode: 308, path: { type: 'ReplaceFullPath', replaceFullPath: '/new' } } };
  expect(explain([PUBLIC, httpRoute('shop/app', { rules: [{ filters: [redirect] }] })], 'http://a/old?x=1&y').answer).toBe('308, to http://new.example.com/new?x=1&y');
});

test('CORS: a preflight request of an allowed origin is answered, and of another one it is open how', () => {
  const cors = route({ filters: [{ type: 'CORS', cors: { allowOrigins: ['https://*.example.com'] } }] });
  const ask = (origin: string, ...more: string[]) => explain([PUBLIC, cors], 'OPTIONS http://a/', { headers: [`Origin: ${origin}`, ...more] });
  expect(ask('https://www.example.com', 'Access-Control-Request-Method: PUT').answer).toBe('204: the preflight request is answered by the filter CORS');
  expect(ask('https://www.example.com')).toMatchObject({ answer: 'Service shop/web:80', notes: [] });
  expect(ask('https://evil.example', 'Access-Control-Request-Method: PUT').notes).toEqual([
    'the filter CORS does not allow the origin https://evil.example: the answer has no headers for it, or is 403, as the implementation has it',
  ]);
});

test('backends over TLS', () => {
  const policy = backendTlsPolicy('shop/tls', [{ name: 'web', sectionName: 'https' }], { hostname: 'web.example.com', wellKnownCACertificates: 'System' });
  expect(explain([PUBLIC, route({}), policy], 'http://a/').settings).toEqual([
    'Service shop/web is spoken to over TLS, at its port https, with a certificate for web.example.com: BackendTLSPolicy shop/tls',
  ]);
});

test('certificates of clients', () => {
  const validation = (mode?: string): Plain => ({ caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }], ...mode && { mode } });
  const of = (frontend: Plain, text = 'https://a.example.com/') => explain([gateway('gateways/public', [HTTP, HTTPS], { tls: { frontend } }), route({})], text).notes;
  const ONLY_VALID = ['clients without a valid certificate are refused, as the Gateway says in tls.frontend'];
  expect(of({ default: { validation: validation() } })).toEqual(ONLY_VALID);
  expect(of({ default: {}, perPort: [{ port: 443, tls: { validation: validation('AllowInsecureFallback') } }] }))
    .toEqual(['clients are asked for a certificate, and taken without a valid one as well, as the Gateway says in tls.frontend']);
  expect(of({ default: {}, perPort: [{ port: 8443, tls: { validation: validation() } }] })).toEqual([]);
  expect(of({ default: { validation: validation() } }, 'http://a/')).toEqual([]);
});

test('routes of default Gateways', () => {
  const isDefault = gateway('gateways/public', [HTTP], { defaultScope: 'All' });
  const uses = (value?: string): Plain => httpRoute('shop/app', { parentRefs: [], ...value && { useDefaultGateways: value }, rules: [TO_WEB] });
  expect(explain([isDefault, uses('All')], 'http://a/').answer).toBe('Service shop/web:80');
  expect(explain([isDefault, uses()], 'http://a/').answer).toBe('404: no rule of a route matches');
  expect(explain([PUBLIC, uses('All')], 'http://a/').answer).toBe('404: no rule of a route matches');
});

test('sets of listeners before 1.5', () => {
  const old = { ...listenerSet('shop/set', 'gateways/public', [{ ...HTTP, hostname: 'set.example.com' }]), apiVersion: 'gateway.networking.x-k8s.io/v1alpha1', kind: 'XListenerSet' };
  const parent = { group: 'gateway.networking.x-k8s.io', kind: 'XListenerSet', name: 'set' };
  const objects = [gateway('gateways/public', [HTTPS], { allowedListeners: { namespaces: { from: 'All' } } }), old, httpRoute('shop/app', { parentRefs: [parent], rules: [TO_WEB] })];
  expect(explain(objects, 'http://set.example.com/', { minor: '1.4' }).answer).toBe('Service shop/web:80');
});

test('connections of TCP are passed on, whatever is in them', () => {
  const tcp = gateway('gateways/public', [{ name: 'tcp', port: 80, protocol: 'TCP', allowedRoutes: { namespaces: { from: 'All' } } }]);
  expect(explain([tcp, otherRoute('TCPRoute', 'shop/tcp', { rules: [TO_WEB] })], 'http://a/')).toMatchObject({
    answer: 'Service shop/web:80', notes: ['the Gateway passes on connections of TCP, and does not look at the request in them'],
  });
  expect(explain([tcp], 'http://a/').answer).toBe('refused: the listener has no TCPRoute');
});

test('routes of a mesh are in the table, by Service, port and the namespace of clients', () => {
  const to = (name: string, match: Plain = {}): Plain => ({ matches: [match], backendRefs: [{ name, namespace: 'shop', port: 80 }] });
  const objects = [
    meshRoute('shop/web', 'shop/web', [to('web'), to('next', { method: 'PUT' })]),
    meshRoute('shop/more', 'shop/web', [to('web')], { port: 8080 }),
    meshRoute('blog/web', 'shop/web', [to('next')]),
  ];
  expect(routeTableText(routeRows(model(objects)))).toBe(`Mesh
  Service shop/web
    every host
      PathPrefix /, method PUT
          → Service shop/next:80
          HTTPRoute shop/web, rules[1].matches[0]
      PathPrefix /
          → Service shop/web:80
          HTTPRoute shop/web, rules[0].matches[0]
  Service shop/web, for clients of Namespace blog
    every host
      PathPrefix /
          → answered with 500
          HTTPRoute blog/web, rules[0].matches[0]
  Service shop/web, port 8080
    every host
      PathPrefix /
          → Service shop/web:80
          HTTPRoute shop/more, rules[0].matches[0]

4 rules, in the order in which they are considered.
`);
});

test('the table says which listeners are not served, and connections without a backend are refused', () => {
  const tls = { name: 'tls', port: 443, protocol: 'TLS', hostname: 'db.example.com', allowedRoutes: { namespaces: { from: 'All' } }, tls: { mode: 'Passthrough' } };
  const database = otherRoute('TLSRoute', 'shop/db', { hostnames: ['db.example.com'], rules: [{ backendRefs: [{ name: 'gone', port: 5432 }] }] });
  const served = [gateway('gateways/public', [tls]), database, service('shop/web')];
  expect(explain(served, 'https://db.example.com/').answer).toBe('connection refused, as no backend can be used');
  expect(routeTableText(routeRows(model(served)))).toContain('          → connection refused\n');
  expect(routeTableText(routeRows(model(served)))).not.toContain('not served');
  const conflicting = [gateway('gateways/public', [tls, { name: 'tcp', port: 443, protocol: 'TCP' }]), database];
  expect(routeTableText(routeRows(model(conflicting)))).toContain('hostname db.example.com; not served: ProtocolConflict with the listener tcp\n');
});
