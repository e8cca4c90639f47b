import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { gateway } from '../../../src';

const BACKENDS = [gateway.Backend.fromServiceName('cart', 80)];
const RULES = [{ backends: BACKENDS }];
const ALL = gateway.AllowedNamespaces.fromAll();

function shared(app: App, ...listeners: gateway.Listener[]): gateway.Gateway {
  return new gateway.Gateway(new Chart(app, 'gateways', { namespace: 'gateways' }), 'public', { metadata: { name: 'public' }, gatewayClassName: 'envoy', listeners });
}

const shop = (app: App, namespace: string | undefined = 'shop') => new Chart(app, 'shop', { namespace });

test('a listener takes only its own namespace by default', () => {
  const app = Testing.app();
  const owner = shared(app, gateway.Listener.http());
  expect(() => new gateway.HttpRoute(shop(app), 'cart', { parents: [owner.listener('http')], rules: RULES })).toThrow(
    'shop/cart: parents[0]: listener http of Gateway public does not take routes of namespace shop; expected allowedNamespaces with it, for example, AllowedNamespaces.fromNames(\'shop\')',
  );
  const own = new Chart(app, 'own', { namespace: 'gateways' });
  expect(new gateway.HttpRoute(own, 'cart', { parents: [owner.listener('http')], rules: RULES }).kind).toBe('HTTPRoute');
});

test('namespaces by their names, and by labels where the app has the Namespace', () => {
  const app = Testing.app();
  const labels = gateway.AllowedNamespaces.fromSelector({ matchLabels: { team: 'shop' } });
  const owner = shared(app, gateway.Listener.http({ allowedNamespaces: gateway.AllowedNamespaces.fromNames('blog') }), gateway.Listener.http({ name: 'labels', port: 81, allowedNamespaces: labels }));
  const chart = shop(app);
  const route = (id: string, listener: string) => () => new gateway.HttpRoute(chart, id, { parents: [owner.listener(listener)], rules: RULES });
  expect(route('a', 'http')).toThrow(/does not take routes of namespace shop/);
  expect(route('b', 'labels')).not.toThrow();
  const namespace = new ApiObject(new Chart(app, 'namespaces'), 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'blog' } } });
  expect(route('c', 'labels')).toThrow(/does not take routes of namespace shop/);
  namespace.metadata.addLabel('team', 'shop');
  expect(route('d', 'labels')).not.toThrow();
});

test('kinds, and hostnames', () => {
  const app = Testing.app();
  const certificates = [{ name: 'tls' }];
  const owner = shared(app, gateway.Listener.https({ hostname: '*.example.com', allowedNamespaces: ALL, certificates }), gateway.Listener.tcp({ port: 5432, allowedNamespaces: ALL }));
  const chart = shop(app);
  expect(() => new gateway.HttpRoute(chart, 'a', { parents: [owner.listener('tcp')], rules: RULES }))
    .toThrow('shop/a: parents[0]: listener tcp of Gateway public takes TCPRoute only, and not HTTPRoute');
  expect(() => new gateway.HttpRoute(chart, 'b', { parents: [owner.listener('https')], hostnames: ['example.com'], rules: RULES }))
    .toThrow('shop/b: parents[0]: no hostname of the route (example.com) is one of listener https of Gateway public (*.example.com)');
  expect(() => new gateway.TcpRoute(chart, 'c', { parents: [owner.allListeners], backends: BACKENDS })).not.toThrow();
  expect(() => new gateway.HttpRoute(chart, 'd', { parents: [owner.listener('https')], hostnames: ['example.com', 'a.example.com'], rules: RULES })).not.toThrow();
});

test('what is not known is not complained of', () => {
  const app = Testing.app();
  const owner = shared(app, gateway.Listener.http());
  const chart = new Chart(app, 'none');
  const parents = [gateway.Parent.fromGatewayName('other', { namespaceName: 'x' }), owner.listener('http')];
  expect(() => new gateway.HttpRoute(chart, 'cart', { parents, rules: RULES })).not.toThrow();
});

test('a route without parents, unless it takes the default ones', () => {
  const app = Testing.app();
  gateway.GatewayApi.use(app, { channel: gateway.Channel.EXPERIMENTAL });
  expect(() => new gateway.HttpRoute(shop(app), 'a', { rules: RULES })).toThrow('shop/a: parents is missing; expected at least one, for example, gateway.listener(\'https\')');
  const route = new gateway.HttpRoute(new Chart(app, 'other'), 'b', { useDefaultGateways: gateway.DefaultScope.ALL, rules: RULES });
  expect(route.apiObject.toJson().spec).toEqual({ useDefaultGateways: 'All', rules: [{ backendRefs: [{ name: 'cart', port: 80 }] }] });
});

test('a listener of a ListenerSet', () => {
  const app = Testing.app();
  const owner = shared(app, gateway.Listener.http());
  const chart = shop(app);
  const set = new gateway.ListenerSet(chart, 'set', { parent: owner.allListeners, listeners: [gateway.Listener.http({ name: 'own', hostname: 'own.example.com' })] });
  expect(() => new gateway.HttpRoute(chart, 'a', { parents: [set.listener('own')], rules: RULES })).not.toThrow();
  expect(() => new gateway.HttpRoute(chart, 'b', { parents: [set.listener('own')], hostnames: ['other.example.com'], rules: RULES })).toThrow(/no hostname of the route/);
});

test('a grant requires a namespace of its own', () => {
  const app = Testing.app();
  const backends = [gateway.Backend.fromServiceName('cart', 80, { namespaceName: 'next' })];
  expect(() => new gateway.HttpRoute(new Chart(app, 'none'), 'cart', { parents: [gateway.Parent.fromGatewayName('public')], rules: [{ backends }] })).toThrow(
    'none/cart: metadata.namespace is missing; a ReferenceGrant names it, which Service next/cart in another namespace requires: set it here or on the chart',
  );
});

test('grants for filters of backends, and for what TLS of a Gateway needs', () => {
  const app = Testing.app();
  const auth = gateway.HttpFilter.mirror(gateway.Backend.fromServiceName('shadow', 80, { namespaceName: 'audit' }));
  const chart = shop(app);
  new gateway.HttpRoute(chart, 'cart', {
    parents: [gateway.Parent.fromGatewayName('public')], rules: [{ backends: [gateway.Backend.fromServiceName('cart', 80, { filters: [auth] })] }],
  });
  const operator = new Chart(app, 'operator', { namespace: 'gateways' });
  new gateway.Gateway(operator, 'mutual', {
    gatewayClassName: 'envoy',
    listeners: [gateway.Listener.https({ certificates: [{ name: 'own' }] })],
    clientValidation: { authorities: [{ name: 'clients', namespaceName: 'certificates' }] },
    clientCertificate: { name: 'client', namespaceName: 'certificates' },
  });
  const grants = [chart, operator].flatMap(each => Testing.synth(each) as any[]).filter(({ kind }) => kind === 'ReferenceGrant');
  expect(grants.map(({ metadata: { namespace }, spec: { from, to } }) => [namespace, from, to])).toEqual([
    ['audit', [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }], [{ group: '', kind: 'Service', name: 'shadow' }]],
    ['certificates', [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'gateways' }], [{ group: '', kind: 'Secret', name: 'client' }, { group: '', kind: 'ConfigMap', name: 'clients' }]],
  ]);
});
