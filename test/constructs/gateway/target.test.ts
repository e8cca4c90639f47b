import { Chart, Testing } from 'cdk8s';
import * as plus from 'cdk8s-plus-30';
import { gateway } from '../../../src';

const { Backend, HttpFilter, HttpRules } = gateway;
const PARENTS = [gateway.Parent.fromGatewayName('public')];
const CART = Backend.fromServiceName('cart', 80);

function chart(target: gateway.GatewayApiTarget): Chart {
  const app = Testing.app();
  gateway.GatewayApi.use(app, target);
  return new Chart(app, 'shop', { namespace: 'shop' });
}

describe('an implementation', () => {
  const route = (shop: Chart) => () => new gateway.HttpRoute(shop, 'cart', { parents: PARENTS, rules: [{ backends: [CART], timeouts: { request: '5s' } }] });

  test('a feature that it reports as unsupported is an error', () => {
    expect(route(chart({ implementation: 'traefik' }))).toThrow(
      'shop/cart: rules[0].timeouts.request: traefik v3.7.10 reports the feature HTTPRouteRequestTimeout as unsupported. Do without it, or accept it with acceptedFeatures',
    );
    expect(route(chart({ implementation: 'traefik', acceptedFeatures: ['HTTPRouteRequestTimeout'] }))).not.toThrow();
    expect(route(chart({ implementation: 'envoy-gateway' }))).not.toThrow();
  });

  test('another version that supports it is named', () => {
    expect(route(chart({ version: '1.2', implementation: 'kgateway' })))
      .toThrow('kgateway v2.0.0 reports the feature HTTPRouteRequestTimeout as unsupported; kgateway v2.1.0-main supports it. Do without it, or accept it with acceptedFeatures');
  });

  test('a feature that it does not report is listed', () => {
    const shop = chart({ version: '1.5', implementation: 'contour' });
    new gateway.HttpRoute(shop, 'cart', { parents: PARENTS, rules: [{ backends: [CART] }, { filters: [HttpFilter.redirect({ scheme: 'https', statusCode: 308 })] }] });
    expect(gateway.GatewayApi.unreportedFeatures(shop)).toEqual([
      'shop/cart: spec.rules[1].filters[0].requestRedirect.statusCode: contour v1.33.0 does not report whether it supports HTTPRoute308RedirectStatusCode',
    ]);
    expect(gateway.GatewayApi.unreportedFeatures(chart({}))).toEqual([]);
  });

  test('names that are not known', () => {
    expect(() => chart({ implementation: 'envoy' })).toThrow(/implementation: "envoy" has no conformance report; expected one of .*envoy-gateway/);
    expect(() => chart({ acceptedFeatures: ['HTTPRouteCors'] })).toThrow('acceptedFeatures: "HTTPRouteCors" is not a feature of Gateway API; did you mean HTTPRouteCORS?');
    expect(gateway.GatewayApi.knownImplementations()).toContain('istio');
  });
});

describe('properties that nothing reads are errors', () => {
  const shop = chart({});
  const unknown = (more: object): any => more;
  let count = 0;
  test.each<[string, () => unknown, string]>([
    ['of a route', () => new gateway.HttpRoute(shop, `r${count++}`, unknown({ parents: PARENTS, rules: [], hostname: 'a' })), 'hostname: is not a field of HTTPRoute'],
    ['of a rule', () => new gateway.HttpRoute(shop, `r${count++}`, { parents: PARENTS, rules: [unknown({ backend: CART })] }), 'rules[0].backend: is not a field'],
    ['of a match', () => new gateway.GrpcRoute(shop, `r${count++}`, { parents: PARENTS, rules: [{ matches: [unknown({ service: 'a' })] }] }), 'rules[0].matches[0].service: is not a field'],
    ['of a header', () => new gateway.HttpRoute(shop, `r${count++}`, { parents: PARENTS, rules: [{ matches: [{ headers: [unknown({ name: 'a', value: 'b', kind: 'Exact' })] }] }] }),
      'rules[0].matches[0].headers[0].kind: is not a field'],
    ['of a backend', () => new gateway.TcpRoute(shop, `r${count++}`, { parents: PARENTS, backends: [Backend.fromServiceName('a', 1, unknown({ wieght: 1 }))] }), 'backends[0].wieght: is not a field'],
    ['of a parent', () => new gateway.TcpRoute(shop, `r${count++}`, { parents: [gateway.Parent.fromGatewayName('a', unknown({ section: 'b' }))], backends: [CART] }), 'parents[0].section: is not a field'],
    ['of a listener', () => new gateway.Gateway(shop, `r${count++}`, { gatewayClassName: 'a', listeners: [gateway.Listener.http(unknown({ host: 'b' }))] }), 'listeners[0].host: is not a field'],
    ['of a certificate', () => new gateway.Gateway(shop, `r${count++}`, { gatewayClassName: 'a', listeners: [gateway.Listener.https({ certificates: [unknown({ name: 'a', secret: 'b' })] })] }),
      'listeners[0].tls.certificateRefs[0].secret: is not a field'],
    ['of a policy', () => new gateway.BackendTlsPolicy(shop, `r${count++}`, unknown({ targets: [{ serviceName: 'a' }], hostname: 'a', ca: 'b' })), 'ca: is not a field'],
    ['of a grant', () => new gateway.ReferenceGrant(shop, `r${count++}`, { sources: [{ kind: 'A', namespaceName: 'a' }], targets: [unknown({ kind: 'B', namespace: 'x' })] }), 'targets[0].namespaceName: is not a field'],
    ['of a pattern', () => HttpRules.canary(unknown({ stable: CART, canary: CART, percent: 1, tesHeader: 'x' })), 'HttpRules.canary: tesHeader: unknown property; did you mean testHeader?'],
  ])('%s', (_, action, message) => {
    expect(action).toThrow(message);
  });
});

describe('patterns', () => {
  const rules = (given: gateway.HttpRouteRule[], target: gateway.GatewayApiTarget = {}): any[] => {
    const shop = chart(target);
    const route = new gateway.HttpRoute(shop, 'cart', { parents: PARENTS, rules: given });
    return (route.apiObject.toJson().spec).rules;
  };
  const next = Backend.fromServiceName('next', 80);
  const path = gateway.PathMatch.prefix('/cart');

  test('all rules of one match the same path', () => {
    const all = [
      rules(HttpRules.canary({ stable: CART, canary: next, percent: 10, testHeader: 'x-canary', path })),
      rules(HttpRules.byHeader({ stable: CART, canary: next, header: { name: 'x-version', value: '2' }, path })),
      rules(HttpRules.mirror({ backend: CART, mirror: next, percent: 5, path })),
    ];
    expect(all.flat().map(({ matches }) => matches[0].path)).toEqual(Array.from({ length: 6 }, () => ({ type: 'PathPrefix', value: '/cart' })));
  });

  test('copies', () => {
    expect(rules(HttpRules.mirror({ backend: CART, mirror: next }))).toEqual([{
      matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'next', port: 80 } } }],
      backendRefs: [{ name: 'cart', port: 80 }],
    }]);
    expect(() => rules(HttpRules.mirror({ backend: CART, mirror: next, percent: 5 }), { version: '1.2' })).toThrow(/percent: is not a field of HTTPRoute in Gateway API 1.2, standard channel: it is there in 1.3/);
  });

  test('a redirect has a status of the release', () => {
    expect(rules(HttpRules.redirectToHttps(308))[0].filters[0].requestRedirect.statusCode).toBe(308);
    expect(() => rules(HttpRules.redirectToHttps(308), { version: '1.4' })).toThrow('308 is not supported; expected 301, 302');
  });
});

test('Services of cdk8s-plus, and kinds of the implementation, are backends', () => {
  const shop = chart({});
  const service = new plus.Service(shop, 'service', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
  const route = new gateway.HttpRoute(shop, 'cart', {
    parents: PARENTS,
    rules: [{ backends: [Backend.fromService(service, 80), Backend.fromReference({ group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'web', port: 80 }, { weight: 2 })] }],
  });
  expect(route.apiObject.toJson().spec.rules[0].backendRefs).toEqual([
    { name: 'web', namespace: 'shop', port: 80 }, { group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'web', port: 80, weight: 2 },
  ]);
});

test('a policy has the fields of its release', () => {
  const policy = (version: string, more: Partial<gateway.BackendTlsPolicyProps> = {}) => new gateway.BackendTlsPolicy(chart({ version, channel: gateway.Channel.EXPERIMENTAL }), 'tls', {
    targets: [{ serviceName: 'cart' }], hostname: 'cart', ...more,
  }).apiObject.toJson();
  expect(policy('1.0')).toMatchObject({ apiVersion: 'gateway.networking.k8s.io/v1alpha2', spec: { targetRef: { name: 'cart' }, tls: { hostname: 'cart', wellKnownCACerts: 'System' } } });
  expect(policy('1.4', { authorityConfigMaps: ['ca'] })).toMatchObject({ apiVersion: 'gateway.networking.k8s.io/v1', spec: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] } } });
  expect(() => policy('1.4', { authorityConfigMaps: ['ca'], wellKnownAuthorities: 'System' })).toThrow(/authorityConfigMaps|wellKnownAuthorities/);
});

test('the target comes first, and a wrong one of an app is named without an empty path', () => {
  const app = Testing.app();
  expect(() => gateway.GatewayApi.use(app, { version: '1.7' })).toThrow(/^GatewayApi\.use: version: "1\.7" is not a release .* expected 1\.0, [\d., ]*1\.6$/);
  new Chart(app, 'shop');
  expect(() => gateway.GatewayApi.use(app, { version: '1.4' })).toThrow('GatewayApi.use: something is in the scope already; expected the target first, for example, right after new App()');
});

test('a construct in place of a property is an error that names the property', () => {
  const shop = chart({});
  const shared = new gateway.Gateway(shop, 'shared', { gatewayClassName: 'eg', listeners: [gateway.Listener.http()] });
  const props = { parent: shared.allListeners, gateway: shared, listeners: [gateway.Listener.http()] };
  expect(() => new gateway.ListenerSet(shop, 'set', props)).toThrow('shop/set: gateway: is not a field of ListenerSet');
});
