import { Chart, Testing } from 'cdk8s';
import { gateway } from '../../../src';

function chart(target?: gateway.GatewayApiTarget): Chart {
  const app = Testing.app();
  if (target) gateway.GatewayApi.use(app, target);
  return new Chart(app, 'shop', { namespace: 'shop' });
}

const CART = gateway.Backend.fromServiceName('cart', 80);
const NEXT = gateway.Backend.fromServiceName('cart', 80, { namespaceName: 'next', weight: 2 });

test('a set of listeners for a Gateway of others, as the parent of a route', () => {
  const app = chart();
  const set = new gateway.ListenerSet(app, 'own', {
    metadata: { name: 'own' },
    parent: gateway.Parent.fromGatewayName('public', { namespaceName: 'gateways' }),
    listeners: [gateway.Listener.https({ hostname: 'shop.example.com', certificates: [{ name: 'shop', namespaceName: 'certificates' }] })],
  });
  new gateway.GrpcRoute(app, 'grpc', {
    metadata: { name: 'cart' },
    parents: [set.listener('https')],
    hostnames: ['shop.example.com'],
    rules: [{
      matches: [{ serviceName: 'shop.Cart', methodName: 'AddItem', headers: [{ name: 'x-test', value: '1' }] }, { headers: [{ name: 'x', value: 'y' }] }],
      backends: [CART, NEXT],
      filters: [gateway.HttpFilter.requestHeaders({ set: [{ name: 'x-by', value: 'gateway' }] })],
    }],
  });
  expect(Testing.synth(app)).toMatchSnapshot();
  expect(() => set.listener('http')).toThrow('shop/own: "http" is not one of its listeners; expected https; did you mean https?');
});

test('routes of connections', () => {
  const app = chart();
  const parents = [gateway.Parent.fromGatewayName('public')];
  new gateway.TlsRoute(app, 'tls', { metadata: { name: 'tls' }, parents, hostnames: ['shop.example.com'], backends: [CART, NEXT] });
  new gateway.TcpRoute(app, 'tcp', { metadata: { name: 'tcp' }, parents, backends: [CART] });
  new gateway.UdpRoute(app, 'udp', { metadata: { name: 'udp' }, parents, backends: [CART] });
  expect(Testing.synth(app)).toMatchSnapshot();
});

test('TLS to the pods of Services', () => {
  const app = chart();
  new gateway.BackendTlsPolicy(app, 'system', { metadata: { name: 'system' }, targets: [{ serviceName: 'cart', portName: 'https' }], hostname: 'cart.example.com' });
  new gateway.BackendTlsPolicy(app, 'own', {
    metadata: { name: 'own' }, targets: [{ serviceName: 'cart' }], hostname: 'cart', authorityConfigMaps: ['ca'], dnsNames: ['cart.example.com'],
  });
  expect(Testing.synth(app)).toMatchSnapshot();
});

test('what a release does not have, and what the CustomResourceDefinitions refuse, by the name of the property', () => {
  expect(() => new gateway.TcpRoute(chart({ version: '1.5' }), 'tcp', { parents: [], backends: [CART] }))
    .toThrow('shop/tcp: Gateway API 1.5, standard channel does not have TCPRoute: it is there in 1.6 and later');
  expect(() => new gateway.TlsRoute(chart(), 'tls', { parents: [gateway.Parent.fromGatewayName('public')], hostnames: ['shop.example.com'], backends: [] }))
    .toThrow(/^shop\/tls: backends: /);
  expect(() => new gateway.GrpcRoute(chart(), 'grpc', {
    parents: [gateway.Parent.fromGatewayName('public')], rules: [{ matches: [{ serviceName: 'a/b' }], backends: [CART] }],
  })).toThrow(/^shop\/grpc: rules\[0\]\.matches\[0\]\.method/);
  expect(() => new gateway.BackendTlsPolicy(chart(), 'policy', { targets: [{ serviceName: 'cart' }], hostname: 'Cart' })).toThrow(/^shop\/policy: hostname: /);
});
