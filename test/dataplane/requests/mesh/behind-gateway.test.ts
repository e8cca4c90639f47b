import { AMBIENT, FOR_WEB, meshRoute, namespace, peerAuthentication, pods, policy, requestAuthentication, waypoint, wayOf, webService } from './objects';
import { answerText } from '../../../../src/dataplane/requests/explain/text';
import { gateway, HTTP, httpRoute, rule } from '../../../check/findings/gateway-api';
import { Plain } from '../../../support/builders';

const ISTIO: Plain = { ...gateway('gateways/public', [HTTP], { gatewayClassName: 'istio' }) };
const SHOP = (labels: Plain = {}, ofNamespace: Plain = {}): Plain[] => [
  namespace('shop', { ...AMBIENT, 'istio.io/use-waypoint': 'waypoint', ...ofNamespace }), waypoint('shop/waypoint'), webService('shop/web', { labels }), pods('shop/web'),
  httpRoute('shop/public', { hostnames: ['shop.example.com'], rules: [rule('/', 'web')] }),
];
const ASKED = { 'istio.io/ingress-use-waypoint': 'true' };
const DENY = policy('shop/deny', { ...FOR_WEB, action: 'DENY', rules: [{ to: [{ operation: { methods: ['PUT'] } }] }] });
const through = (objects: readonly Plain[], text = 'PUT http://shop.example.com/', version?: string) => {
  const way = wayOf(objects, text, { version });
  return { answer: answerText(way.answer), notes: way.notes, waypoints: way.steps.filter(({ kind }) => kind === 'waypoint').map(({ object }) => object) };
};

test('a gateway of Istio goes around the waypoint, unless the Service or its namespace asks for it', () => {
  expect(through([ISTIO, ...SHOP(), DENY])).toEqual({
    answer: 'Service shop/web:80',
    notes: ['Gateway shop/waypoint is not used, nor are its policies and routes: Service shop/web and its Namespace do not have the label istio.io/ingress-use-waypoint: "true"'],
    waypoints: [],
  });
  const refused = { answer: '403: AuthorizationPolicy shop/deny denies it', notes: [], waypoints: ['Gateway shop/waypoint'] };
  expect(through([ISTIO, ...SHOP(ASKED), DENY])).toEqual(refused);
  expect(through([ISTIO, ...SHOP({}, ASKED), DENY])).toEqual(refused);
  expect(through([ISTIO, ...SHOP({}, ASKED), DENY], undefined, '1.24')).toMatchObject({ answer: 'Service shop/web:80', waypoints: [] });
  expect(through([ISTIO, ...SHOP({ 'istio.io/ingress-use-waypoint': 'false' }, ASKED), DENY])).toMatchObject({ waypoints: [] });
  expect(through([ISTIO, ...SHOP(ASKED), DENY], 'GET http://shop.example.com/')).toEqual({ answer: 'Service shop/web:80', notes: [], waypoints: ['Gateway shop/waypoint'] });
});

test('it has an identity of its own', () => {
  const only = (principal: string): Plain => policy('shop/only', { selector: { matchLabels: { app: 'web' } }, rules: [{ from: [{ source: { principals: [principal] } }] }] });
  expect(through([ISTIO, ...SHOP(), only('cluster.local/ns/gateways/sa/public-istio')]).answer).toBe('Service shop/web:80');
  expect(through([ISTIO, ...SHOP(), only('cluster.local/ns/gateways/sa/other')]).answer).toBe('503: AuthorizationPolicy shop/only does not allow it');
  expect(through([ISTIO, ...SHOP(ASKED), only('cluster.local/ns/shop/sa/waypoint')]).answer).toBe('Service shop/web:80');
  expect(through([ISTIO, ...SHOP(), peerAuthentication('shop/strict', { mtls: { mode: 'STRICT' } })]).answer).toBe('Service shop/web:80');
});

test('whether another gateway is in the mesh is not known, unless its pods show it', () => {
  const strict = peerAuthentication('shop/strict', { mtls: { mode: 'STRICT' } });
  expect(through([gateway('gateways/public', [HTTP]), ...SHOP(), strict]).answer).toContain('undetermined: PeerAuthentication shop/strict asks for mutual TLS');
  const proxy = (name: string, labels: Plain): Plain[] => [namespace(name, labels), pods('gateways/proxy', { labels: { 'gateway.networking.k8s.io/gateway-name': 'public' } })];
  expect(through([gateway('gateways/public', [HTTP]), ...SHOP(), strict, ...proxy('gateways', AMBIENT)]).answer).toBe('Service shop/web:80');
  expect(through([gateway('gateways/public', [HTTP]), ...SHOP(), strict, ...proxy('gateways', {})]).answer).toBe('503: PeerAuthentication shop/strict asks for mutual TLS, and the connection has none');
});

test('tokens and routes at the waypoint', () => {
  const jwt = requestAuthentication('shop/jwt', { ...FOR_WEB, jwtRules: [{ issuer: 'https://id.example.com' }] });
  expect(through([ISTIO, ...SHOP(ASKED), jwt], 'http://shop.example.com/?access_token=x').answer).toContain('undetermined: whether RequestAuthentication shop/jwt accepts the token');
  const route = meshRoute('shop/web', 'shop/web', [{ backendRefs: [{ name: 'web', port: 80 }] }]);
  expect(through([ISTIO, ...SHOP(ASKED), route], 'http://shop.example.com/').notes).toEqual(['routes for Service shop/web apply at Gateway shop/waypoint as well: ask for the request inside of the cluster to see them']);
});

test('Services outside of the mesh, and backends that do not exist, are as without it', () => {
  const objects = [ISTIO, ...SHOP(), webService('old/web'), httpRoute('old/web', { hostnames: ['old.example.com'], rules: [{ backendRefs: [{ name: 'web', port: 80 }, { name: 'gone', port: 80 }] }] })];
  expect(through(objects, 'http://old.example.com/')).toMatchObject({ answer: '50 % Service old/web:80, 50 % answered with 500, as no backend can be used', waypoints: [] });
});

describe('policies of a gateway of Istio', () => {
  const AT = { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' }] };
  const deny = (name: string, spec: Plain): Plain => policy(name, { ...spec, action: 'DENY', rules: [{ to: [{ operation: { hosts: ['shop.example.com'], methods: ['PUT'] } }] }] });
  const ask = (...objects: readonly Plain[]): string => through([ISTIO, ...SHOP(), ...objects]).answer;
  const DENIED = (name: string): string => `403: AuthorizationPolicy ${name} denies it`;

  test('those that target it, and those that select its pods, come before routes', () => {
    expect(ask(deny('gateways/deny', AT))).toBe(DENIED('gateways/deny'));
    expect(ask(deny('gateways/deny', { selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'public' } } }))).toBe(DENIED('gateways/deny'));
    expect(ask(deny('gateways/all', {}))).toBe(DENIED('gateways/all'));
    expect(ask(deny('gateways/other', { selector: { matchLabels: { app: 'other' } } }), deny('blog/deny', AT), deny('shop/deny', { selector: { matchLabels: { app: 'other' } } }))).toBe('Service shop/web:80');
    expect(through([gateway('gateways/public', [HTTP]), ...SHOP(), deny('gateways/deny', AT)]).answer).toBe('Service shop/web:80');
  });

  test('where the client comes from is not known, and a token is not either', () => {
    const office = policy('gateways/office', { ...AT, action: 'ALLOW', rules: [{ from: [{ source: { remoteIpBlocks: ['203.0.113.0/24'] } }] }] });
    expect(ask(office)).toBe('undetermined: whether AuthorizationPolicy gateways/office applies is not known: remote.ip is not known; either Service shop/web:80, or 403: a policy does not let it through');
    const jwt = requestAuthentication('gateways/jwt', { ...AT, jwtRules: [{ issuer: 'https://id.example.com' }] });
    const needed = policy('gateways/needed', { ...AT, rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] });
    expect(ask(jwt, needed)).toBe('403: AuthorizationPolicy gateways/needed does not allow it');
    expect(through([ISTIO, ...SHOP(), jwt, needed], 'http://shop.example.com/?access_token=x').answer).toContain('undetermined: whether RequestAuthentication gateways/jwt accepts the token is not known');
  });
});
