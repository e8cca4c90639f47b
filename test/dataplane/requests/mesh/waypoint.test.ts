import {
  AMBIENT, answer, FOR_WEB, FROM, istio, meshRoute, namespace, peerAuthentication, pods, policy, requestAuthentication, SHOP, waypoint, wayOf,
  webService,
} from './objects';
import { Plain } from '../../../support/builders';

const WEB = 'Service shop/web:80';
const DENY_ALL = policy('shop/deny', { ...FOR_WEB, action: 'DENY', rules: [{}] });
const DENIED = '403: AuthorizationPolicy shop/deny denies it';
const without = (kind: string): Plain[] => SHOP.filter(object => object.kind !== kind);

describe('which waypoint a request goes through', () => {
  const seen = (objects: readonly Plain[], text = 'http://web/', from = 'pod:shop/client'): string[] => {
    const { steps, notes } = wayOf(objects, text, { from });
    return [...steps.filter(({ kind }) => kind === 'waypoint').map(({ object }) => object!), ...notes];
  };

  test('that of the Service, or else of its namespace; none opts out', () => {
    expect(seen(SHOP)).toEqual(['Gateway shop/waypoint']);
    const other = waypoint('shop/other');
    expect(seen([...without('Service'), webService('shop/web', { labels: { 'istio.io/use-waypoint': 'other' } }), other])).toEqual(['Gateway shop/other']);
    expect(seen([...without('Service'), webService('shop/web', { labels: { 'istio.io/use-waypoint': 'none' } })])).toEqual([]);
    expect(seen([namespace('shop'), webService('shop/web'), pods('shop/web'), pods('shop/client'), waypoint('shop/waypoint')])).toEqual([]);
  });

  test('one that is missing, for other traffic, or closed to the namespace fails open', () => {
    expect(seen(without('Gateway'))).toEqual(['the label istio.io/use-waypoint of Namespace shop names the waypoint shop/waypoint, which is not in the input: requests go on without it and its policies']);
    const forPods = waypoint('shop/waypoint', { labels: { 'istio.io/waypoint-for': 'workload' } });
    expect(seen([...without('Gateway'), forPods])).toEqual([expect.stringContaining('which takes traffic for workload alone')]);
    const elsewhere = namespace('shop', { ...AMBIENT, 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'infra' });
    const rest = [webService('shop/web'), pods('shop/web'), pods('shop/client'), elsewhere];
    expect(seen([...rest, waypoint('infra/waypoint')])).toEqual([expect.stringContaining('which does not admit Namespace shop')]);
    expect(seen([...rest, waypoint('infra/waypoint', { from: { from: 'All' } })])).toEqual(['Gateway infra/waypoint']);
    expect(answer([...without('Gateway'), DENY_ALL])).toBe(WEB);
    expect(seen([...SHOP.filter(({ kind }) => kind !== 'Gateway' && kind !== 'Namespace'), namespace('shop'), DENY_ALL, meshRoute('shop/web', 'shop/web', [{ backendRefs: [] }])])).toEqual([
      'HTTPRoute shop/web has no effect on this request: it does not go through a waypoint', 'nothing enforces AuthorizationPolicy shop/deny: the request does not go through a waypoint',
    ]);
  });

  test('who is not in ambient mode goes around it', () => {
    const objects = [...SHOP, DENY_ALL, namespace('old', {}), pods('old/client'), pods('old/proxied', { annotations: { 'sidecar.istio.io/status': '{}' } })];
    expect(answer(objects)).toBe(DENIED);
    expect(answer(objects, 'http://web.shop/', 'pod:old/client')).toBe(WEB);
    expect(answer(objects, 'http://web.shop/', 'pod:old/proxied')).toBe(WEB);
    expect(seen(objects, 'http://web.shop/', 'pod:old/proxied')).toEqual(['Gateway shop/waypoint is not used, nor are its policies and routes: sidecars go around waypoints']);
    // A sidecar has routes of its own: those for the Service, and VirtualServices, which are not evaluated.
    const route = meshRoute('shop/web', 'shop/web', [{ filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: 'new' } }] }]);
    expect(answer([...objects, route], 'http://web.shop/', 'pod:old/proxied')).toBe('302, to http://new/');
    const virtual = istio('VirtualService', 'old/web', { hosts: ['web.shop.svc.cluster.local'], http: [{ route: [{ destination: { host: 'web.shop' } }] }] });
    expect(answer([...objects, virtual], 'http://web.shop/', 'pod:old/proxied')).toContain('undetermined: VirtualService old/web decides');
    expect(answer([...objects, virtual], 'http://web.shop/', 'pod:old/client')).toBe(WEB);
  });

  test('pods have one where it is for them', () => {
    const all = [...SHOP.filter(({ kind }) => kind !== 'Gateway'), webService('shop/pods', { clusterIP: 'None', selector: { app: 'web' } })];
    expect(seen([...all, waypoint('shop/waypoint')], 'http://pods:8080/')).toEqual([expect.stringContaining('takes traffic for service alone')]);
    expect(seen([...all, waypoint('shop/waypoint', { labels: { 'istio.io/waypoint-for': 'all' } })], 'http://pods:8080/')).toEqual(['Gateway shop/waypoint']);
    const onGateway = policy('shop/deny', { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'waypoint' }], action: 'DENY', rules: [{}] });
    const behind = [...all, waypoint('shop/waypoint', { labels: { 'istio.io/waypoint-for': 'all' } })];
    expect(answer([...behind, DENY_ALL], 'http://pods:8080/')).toBe('Service shop/pods:8080');
    expect(answer([...behind, onGateway], 'http://pods:8080/')).toBe(DENIED);
  });
});

describe('policies at a waypoint', () => {
  const allow = (rule: Plain): Plain => policy('shop/allow', { ...FOR_WEB, action: 'ALLOW', rules: [rule] });
  const NOT_ALLOWED = '403: AuthorizationPolicy shop/allow does not allow it';

  test.each<[string, Plain, string, string[], string]>([
    ['a method', { to: [{ operation: { methods: ['GET'] } }] }, 'http://web/', [], WEB],
    ['another method', { to: [{ operation: { methods: ['GET'] } }] }, 'POST http://web/', [], NOT_ALLOWED],
    ['a path, without the query', { to: [{ operation: { paths: ['/cart'] } }] }, 'http://web/cart?x=1', [], WEB],
    ['the beginning of a path', { to: [{ operation: { paths: ['/cart/*'] } }] }, 'http://web/cart/1', [], WEB],
    ['a template', { to: [{ operation: { paths: ['/{*}/items/{**}'] } }] }, 'http://web/a/items/b/c', [], WEB],
    ['a template that has one part too many', { to: [{ operation: { paths: ['/{*}/items'] } }] }, 'http://web/a/b/items', [], NOT_ALLOWED],
    ['a path that is normalized', { to: [{ operation: { notPaths: ['/admin'] } }] }, 'http://web/x/../admin', [], NOT_ALLOWED],
    ['a host, whatever its case', { to: [{ operation: { hosts: ['WEB'] } }] }, 'http://web/', [], WEB],
    ['a host with its port', { to: [{ operation: { hosts: ['web'] } }] }, 'http://web:8888/', [], NOT_ALLOWED],
    ['the port of the Service', { to: [{ operation: { ports: ['80'] } }] }, 'http://web/', [], WEB],
    ['the port of pods', { to: [{ operation: { ports: ['8080'] } }] }, 'http://web/', [], NOT_ALLOWED],
    ['a header', { when: [{ key: 'request.headers[X-Team]', values: ['a*'] }] }, 'http://web/', ['x-team: abc'], WEB],
    ['a header that is missing', { when: [{ key: 'request.headers[X-Team]', values: ['*'] }] }, 'http://web/', [], NOT_ALLOWED],
    ['no such header', { when: [{ key: 'request.headers[X-Team]', notValues: ['bad'] }] }, 'http://web/', [], WEB],
    ['a principal', FROM('shop/client'), 'http://web/', [], WEB],
    ['another principal', FROM('shop/other'), 'http://web/', [], NOT_ALLOWED],
    ['a namespace', { from: [{ source: { namespaces: ['sh*p'] } }] }, 'http://web/', [], WEB],
    ['an account of the namespace of the policy', { from: [{ source: { serviceAccounts: ['client'] } }] }, 'http://web/', [], WEB],
    ['any of several', { from: [{ source: { namespaces: ['blog'] } }, { source: { namespaces: ['shop'] } }] }, 'http://web/', [], WEB],
    ['all at once', { ...FROM('shop/client'), to: [{ operation: { methods: ['PUT'] } }] }, 'http://web/', [], NOT_ALLOWED],
    ['a token where nothing checks tokens', { from: [{ source: { requestPrincipals: ['*'] } }] }, 'http://web/', ['authorization: Bearer x'], NOT_ALLOWED],
  ])('%s', (_, rule, text, headers, expected) => {
    const ports = [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'http-more', port: 8888, targetPort: 8080 }];
    expect(answer([...without('Service'), webService('shop/web', { ports }), allow(rule)], text, 'pod:shop/client', ...headers)).toBe(expected);
  });

  test('DENY comes before ALLOW, whichever is first; without any, all is allowed', () => {
    expect(answer(SHOP)).toBe(WEB);
    expect(answer([...SHOP, allow({}), DENY_ALL])).toBe(DENIED);
    expect(answer([...SHOP, allow({ to: [{ operation: { methods: ['PUT'] } }] }), policy('shop/more', { ...FOR_WEB, rules: [{}] })])).toBe(WEB);
    expect(answer([...SHOP, policy('shop/nothing', FOR_WEB)])).toBe('403: AuthorizationPolicy shop/nothing does not allow it');
  });

  test('what is not known is never allowed', () => {
    expect(answer([...SHOP, allow({ from: [{ source: { ipBlocks: ['10.0.0.0/8'] } }] })]))
      .toBe('undetermined: whether AuthorizationPolicy shop/allow applies is not known: source.ip is not known; either Service shop/web:80, or refused: a policy does not let it through');
    expect(answer([...SHOP, allow({ ...FROM('shop/client') })], 'http://web.shop/', 'namespace:shop')).toContain('undetermined: whether AuthorizationPolicy shop/allow applies');
    expect(answer([...SHOP, allow({ from: [{ source: { namespaces: ['shop'] } }] })], 'http://web.shop/', 'namespace:shop')).toBe(WEB);
    // A DENY that certainly applies decides, whatever else is unknown.
    expect(answer([...SHOP, DENY_ALL, allow({ from: [{ source: { ipBlocks: ['10.0.0.0/8'] } }] })])).toBe(DENIED);
  });

  test('the trust domain of the mesh may be another one', () => {
    const rule = { from: [{ source: { principals: ['corp.example/ns/shop/sa/client'] } }] };
    expect(answer([...SHOP, allow(rule)])).toContain('undetermined');
    expect(answer([...SHOP, allow({ from: [{ source: { principals: ['corp.example/ns/blog/sa/client'] } }] })])).toBe(NOT_ALLOWED);
  });

  test('CUSTOM asks a provider, where its rules match', () => {
    const custom = (rule: Plain): Plain => policy('shop/ask', { ...FOR_WEB, action: 'CUSTOM', provider: { name: 'opa' }, rules: [rule] });
    expect(answer([...SHOP, custom({})])).toContain('undetermined: AuthorizationPolicy shop/ask asks the provider opa');
    expect(answer([...SHOP, custom({ to: [{ operation: { paths: ['/admin'] } }] })])).toBe(WEB);
  });

  test('AUDIT, policies with a selector, of other namespaces, for other Services, and those that are only tried out change nothing', () => {
    const others = [
      policy('shop/audit', { ...FOR_WEB, action: 'AUDIT', rules: [{}] }),
      policy('shop/selector', { selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'waypoint' } }, action: 'DENY', rules: [{}] }),
      policy('blog/deny', { ...FOR_WEB, action: 'DENY', rules: [{}] }),
      policy('shop/other', { targetRefs: [{ group: '', kind: 'Service', name: 'other' }], action: 'DENY', rules: [{}] }),
      policy('shop/tried', { ...FOR_WEB, action: 'DENY', rules: [{}] }, { annotations: { 'istio.io/dry-run': 'true' } }),
      policy('shop/class', { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'GatewayClass', name: 'istio-waypoint' }], action: 'DENY', rules: [{}] }),
    ];
    expect(answer([...SHOP, ...others])).toBe(WEB);
    const root = policy('istio-system/class', { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'GatewayClass', name: 'istio-waypoint' }], action: 'DENY', rules: [{}] });
    expect(answer([...SHOP, root])).toBe('403: AuthorizationPolicy istio-system/class denies it');
  });

  test('what the webhook refuses is left out', () => {
    expect(answer([...SHOP, policy('shop/deny', { ...FOR_WEB, action: 'DENY' })])).toBe(WEB);
  });

  test('a class of waypoints that does not know them', () => {
    const { notes, answer: { kind } } = wayOf([...without('Gateway'), waypoint('shop/waypoint', { className: 'istio-agentgateway-waypoint' }), DENY_ALL], 'http://web/', { from: 'pod:shop/client' });
    expect([kind, notes]).toEqual(['backends', [
      'Gateway shop/waypoint is of the class istio-agentgateway-waypoint, which knows the routes of Gateway API alone',
      'AuthorizationPolicy shop/deny is not enforced: a waypoint of the class istio-agentgateway-waypoint does not know AuthorizationPolicies',
    ]]);
  });

  test('tokens: without one there are no claims, with one they are not known', () => {
    const jwt = requestAuthentication('shop/jwt', { ...FOR_WEB, jwtRules: [{ issuer: 'https://id.example.com' }] });
    const needed = allow({ from: [{ source: { requestPrincipals: ['*'] } }] });
    expect(answer([...SHOP, jwt])).toBe(WEB);
    expect(answer([...SHOP, jwt, needed])).toBe(NOT_ALLOWED);
    expect(answer([...SHOP, jwt, needed], 'http://web/', 'pod:shop/client', 'Authorization: Bearer abc')).toContain('undetermined: whether AuthorizationPolicy shop/allow applies');
    expect(answer([...SHOP, jwt], 'http://web/?access_token=abc')).toContain('whether RequestAuthentication shop/jwt accepts the token is not known');
    const inHeader = requestAuthentication('shop/jwt', { ...FOR_WEB, jwtRules: [{ issuer: 'https://id.example.com', fromHeaders: [{ name: 'X-Token' }] }] });
    expect(answer([...SHOP, inHeader], 'http://web/', 'pod:shop/client', 'Authorization: Bearer abc')).toBe(WEB);
    expect(answer([...SHOP, inHeader], 'http://web/', 'pod:shop/client', 'x-token: abc')).toContain('undetermined');
  });

  test('a port that is not one of HTTP, and TLS, are not read', () => {
    const tcp = [...without('Service'), webService('shop/web', { ports: [{ name: 'tcp', port: 80, targetPort: 8080 }] })];
    expect(answer([...tcp, allow({ to: [{ operation: { methods: ['GET'] } }] })])).toBe('refused: AuthorizationPolicy shop/allow does not allow it');
    expect(answer([...tcp, allow(FROM('shop/client'))])).toBe(WEB);
    // What is left of a DENY without its conditions about requests denies more than it says.
    expect(answer([...tcp, policy('shop/deny', { ...FOR_WEB, action: 'DENY', rules: [{ to: [{ operation: { methods: ['PUT'] } }] }] })])).toBe('refused: AuthorizationPolicy shop/deny denies it');
    const tls = [...without('Service'), webService('shop/web', { ports: [{ port: 443, targetPort: 8443 }] })];
    expect(answer([...tls, allow({ to: [{ operation: { paths: ['*'] } }] })], 'https://web/')).toBe('refused: AuthorizationPolicy shop/allow does not allow it');
  });
});

describe('routes at a waypoint', () => {
  const to = (name: string, match: Plain = {}, weight = 1): Plain => ({ matches: [match], backendRefs: [{ name, port: 80, weight }] });
  const NEXT = [webService('shop/next'), pods('shop/next')];

  test('of the namespace of the Service, by the precedence of the specification', () => {
    const route = meshRoute('shop/web', 'shop/web', [to('web'), to('next', { headers: [{ name: 'x-canary', value: 'always' }] })]);
    expect(answer([...SHOP, ...NEXT, route])).toBe(WEB);
    expect(answer([...SHOP, ...NEXT, route], 'http://web/', 'pod:shop/client', 'x-canary: always')).toBe('Service shop/next:80');
    expect(answer([...SHOP, ...NEXT, meshRoute('shop/web', 'shop/web', [to('next', { path: { type: 'PathPrefix', value: '/a' } })])])).toBe('404: no rule of a route matches');
  });

  test('for one port of it, of another namespace, and of a Service that does not exist', () => {
    expect(answer([...SHOP, ...NEXT, meshRoute('shop/web', 'shop/web', [to('next')], { port: 8080 })])).toBe(WEB);
    expect(answer([...SHOP, ...NEXT, meshRoute('shop/web', 'shop/web', [to('next')], { port: 80 })])).toBe('Service shop/next:80');
    const { notes } = wayOf([...SHOP, ...NEXT, meshRoute('blog/web', 'shop/web', [to('web')])], 'http://web/', { from: 'pod:shop/client' });
    expect(notes).toEqual(['HTTPRoute blog/web is a route of clients in its namespace; a waypoint does not use it']);
    expect(answer([...SHOP, meshRoute('shop/web', 'shop/web', [to('missing')])])).toBe('answered with 500, as no backend can be used');
  });

  test('a waypoint in another namespace has routes as well', () => {
    const shop = [
      namespace('shop', { ...AMBIENT, 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'infra' }), waypoint('infra/waypoint', { from: { from: 'All' } }),
      webService('shop/web'), pods('shop/web'), pods('shop/client'),
    ];
    const filters = [{ type: 'RequestRedirect', requestRedirect: { hostname: 'new' } }];
    expect(answer([...shop, meshRoute('infra/web', 'shop/web', [{ filters }])])).toBe('302, to http://new/cart');
  });

  test('a VirtualService decides, and with a route it is not defined which', () => {
    const virtual = istio('VirtualService', 'shop/web', { hosts: ['web'], http: [{ route: [{ destination: { host: 'next' } }] }] });
    expect(answer([...SHOP, virtual, meshRoute('shop/web', 'shop/web', [to('web')])]))
      .toBe('undetermined: Service shop/web has both VirtualService shop/web and routes of Gateway API, and which of them applies is not defined');
    expect(answer([...SHOP, virtual])).toContain('undetermined: VirtualService shop/web decides');
  });

  test('requests of gRPC', () => {
    const grpc = meshRoute('shop/grpc', 'shop/web', [{ matches: [{ method: { service: 'shop.Cart' } }], backendRefs: [{ name: 'next', port: 80 }] }], { kind: 'GRPCRoute' });
    expect(answer([...SHOP, ...NEXT, grpc], 'POST http://web/shop.Cart/Get', 'pod:shop/client', 'content-type: application/grpc')).toBe('Service shop/next:80');
  });

  test('the pods behind it see the waypoint as the client', () => {
    const only = policy('shop/only', { selector: { matchLabels: { app: 'web' } }, rules: [FROM('shop/client')] });
    expect(answer([...SHOP, only])).toBe('503: AuthorizationPolicy shop/only does not allow it');
    expect(answer([...SHOP, policy('shop/only', { selector: { matchLabels: { app: 'web' } }, rules: [FROM('shop/waypoint')] })])).toBe(WEB);
    const split = meshRoute('shop/web', 'shop/web', [{ backendRefs: [{ name: 'web', port: 80, weight: 3 }, { name: 'next', port: 80 }] }]);
    expect(answer([...SHOP, ...NEXT, only, split])).toBe('75 % answered with 503, as AuthorizationPolicy shop/only does not allow it, 25 % Service shop/next:80');
    expect(answer([...SHOP, peerAuthentication('shop/strict', { mtls: { mode: 'STRICT' } })])).toBe(WEB);
  });
});

test('a ServiceEntry with a waypoint: its policies apply, and the request leaves the cluster', () => {
  const entry = istio('ServiceEntry', 'shop/api', { hosts: ['api.example.com'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'DNS' });
  const deny = policy('shop/deny', { targetRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'api' }], action: 'DENY', rules: [{ to: [{ operation: { methods: ['PUT'] } }] }] });
  expect(answer([...SHOP, entry, deny], 'PUT http://api.example.com/')).toBe(DENIED);
  expect(answer([...SHOP, entry, deny], 'http://api.example.com/')).toBe('undetermined: the request leaves the cluster for api.example.com, by ServiceEntry shop/api');
});
