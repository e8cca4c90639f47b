import { ApiObject, Chart, Testing } from 'cdk8s';
import { gateway } from '../../../src';

function chart(namespace?: string, target?: gateway.GatewayApiTarget): Chart {
  const app = Testing.app();
  if (target) gateway.GatewayApi.use(app, target);
  return new Chart(app, 'shop', { ...namespace !== undefined && { namespace } });
}

const LISTENERS = [
  gateway.Listener.http({ allowedNamespaces: gateway.AllowedNamespaces.fromAll() }),
  gateway.Listener.https({
    hostname: '*.example.com',
    certificates: [{ name: 'wildcard', namespaceName: 'certificates' }],
    allowedNamespaces: gateway.AllowedNamespaces.fromNames('shop', 'blog'),
  }),
];

test('a Gateway with its listeners, and a grant for a certificate elsewhere', () => {
  const infrastructure = chart('gateways');
  new gateway.Gateway(infrastructure, 'public', { metadata: { name: 'public' }, gatewayClassName: 'envoy', listeners: LISTENERS });
  expect(Testing.synth(infrastructure)).toMatchSnapshot();
});

test('a route with a canary, one that redirects to HTTPS, and a grant for a Service elsewhere', () => {
  const app = chart('shop');
  const shared = new gateway.Gateway(app, 'public', { metadata: { name: 'public', namespace: 'gateways' }, gatewayClassName: 'envoy', listeners: LISTENERS });
  const service = new ApiObject(app, 'cart', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' }, spec: { ports: [{ port: 80 }] } });
  new gateway.HttpRoute(app, 'cart-route', {
    metadata: { name: 'cart' },
    parents: [shared.listener('https')],
    hostnames: ['shop.example.com'],
    rules: gateway.HttpRules.canary({
      stable: gateway.Backend.fromService(service, 80),
      canary: gateway.Backend.fromServiceName('cart', 80, { namespaceName: 'next' }),
      path: gateway.PathMatch.prefix('/cart'),
      percent: 10,
      testHeader: 'x-canary',
    }),
  });
  new gateway.HttpRoute(app, 'redirect', { metadata: { name: 'redirect' }, parents: [shared.listener('http')], rules: gateway.HttpRules.redirectToHttps() });
  expect(Testing.synth(app).filter(({ kind }) => kind !== 'Gateway')).toMatchSnapshot();
});

test('what the CustomResourceDefinition refuses is an error that names the property', () => {
  const app = chart('shop', { version: '1.4' });
  expect(() => new gateway.HttpRoute(app, 'old', {
    parents: [gateway.Parent.fromGatewayName('public')],
    rules: [...gateway.HttpRules.redirectToHttps(308), { matches: [{ path: gateway.PathMatch.exact('cart') }], filters: [gateway.HttpFilter.cors({ allowOrigins: ['*'] })] }],
  })).toThrow([
    'shop/old: rules[0].filters[0].requestRedirect.statusCode: 308 is not supported; expected 301, 302 (Gateway API 1.5 and later has it)',
    'shop/old: rules[1].filters[0].type: "CORS" is not supported; expected "RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror", "RequestRedirect", '
    + '"URLRewrite", "ExtensionRef" (Gateway API 1.5 and later has it)',
    'shop/old: rules[1].filters[0].cors: is not a field of HTTPRoute in Gateway API 1.4, standard channel: it is there in 1.5 and later, in the experimental '
    + 'channel in 1.3 and later',
  ].join('\n'));
});

test('a listener that is not there', () => {
  const shared = new gateway.Gateway(chart('gateways'), 'public', { gatewayClassName: 'envoy', listeners: LISTENERS });
  expect(() => shared.listener('htps')).toThrow('shop/public: "htps" is not one of its listeners; expected http or https; did you mean https?');
});
