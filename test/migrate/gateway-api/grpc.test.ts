import { conversionOf, differences, ingress } from './conversions';
import { grpcMatch } from '../../../src/migrate/gateway-api/plan/grpc';
import { conformanceReportOf } from '../../../src/programs/gateway-api/implementations';

/** Ingresses in front of servers of gRPC: GRPCRoutes where these take the same calls. */

const GRPC = { 'backend-protocol': 'GRPC' };
const TLS = { tls: [{ hosts: ['grpc.example.com'], secretName: 'grpc' }] };

const routesOf = (conversion: ReturnType<typeof conversionOf>) => conversion.objects.routes
  .map(({ object: { kind, metadata, spec } }) => ({ kind, name: metadata.name, rules: spec.rules }));

test('paths of calls become services and methods, and all of a host a rule without a match', () => {
  const paths = { '/': 'all', '/shop.Cart': 'cart', 'Exact /shop.Cart/Add': 'add', 'Prefix /shop.Order/': 'order' };
  const conversion = conversionOf([ingress('grpc', 'grpc.example.com', paths, GRPC, TLS)]);
  const to = (name: string) => expect.objectContaining({ backendRefs: [{ name, port: 80 }] });
  expect(routesOf(conversion)).toEqual([
    { kind: 'HTTPRoute', name: 'grpc-example-com-http', rules: [expect.anything(), expect.objectContaining({ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 308 } }] })] },
    {
      kind: 'GRPCRoute',
      name: 'grpc-example-com-https',
      rules: [
        { ...to('add').sample, matches: [{ method: { service: 'shop.Cart', method: 'Add' } }], filters: expect.anything() },
        { ...to('order').sample, matches: [{ method: { service: 'shop.Order' } }], filters: expect.anything() },
        { ...to('cart').sample, matches: [{ method: { service: 'shop.Cart' } }], filters: expect.anything() },
        { ...to('all').sample, filters: expect.anything() },
      ],
    },
  ]);
  expect(conversion.proof.differences.filter(({ class: kind }) => kind !== 'cosmetic' && kind !== 'undetermined')).toEqual([]);
});

test.each<[string, Record<string, string>, Record<string, string>]>([
  ['a path that is not one of calls', { '/v1/shop/cart': 'cart', '/': 'all' }, GRPC],
  ['a rewrite', { '/shop.Cart': 'cart' }, { ...GRPC, 'rewrite-target': '/other' }],
  ['preflight requests', { '/shop.Cart': 'cart' }, { ...GRPC, 'enable-cors': 'true' }],
  ['an expression', { 'ImplementationSpecific /shop[.]Cart': 'cart' }, { ...GRPC, 'use-regex': 'true' }],
])('%s needs an HTTPRoute', (_, paths, annotations) => {
  expect(routesOf(conversionOf([ingress('grpc', 'grpc.example.com', paths, annotations)])).map(({ kind }) => kind)).toEqual(['HTTPRoute']);
});

test('a host that also has servers of HTTP keeps HTTPRoutes: implementations refuse one of two kinds with a hostname', () => {
  const conversion = conversionOf([ingress('grpc', 'shop.example.com', { '/shop.Cart': 'cart' }, GRPC), ingress('web', 'shop.example.com', { '/': 'web' })]);
  expect(routesOf(conversion).map(({ kind }) => kind)).toEqual(['HTTPRoute']);
  expect(differences(conversion)).toEqual([]);
});

test('canaries of servers of gRPC are chosen by header and weight', () => {
  const canary = ingress('canary', 'grpc.example.com', { '/shop.Cart': 'cart-v2' }, { ...GRPC, 'canary': 'true', 'canary-by-header': 'X-Canary', 'canary-weight': '20' });
  const conversion = conversionOf([ingress('grpc', 'grpc.example.com', { '/shop.Cart': 'cart' }, GRPC), canary]);
  const method = { service: 'shop.Cart' };
  expect(routesOf(conversion)[0].rules.map(({ matches, backendRefs }: any) => [matches, backendRefs.length])).toEqual([
    [[{ method, headers: [{ type: 'Exact', name: 'X-Canary', value: 'always' }] }], 1],
    [[{ method, headers: [{ type: 'Exact', name: 'X-Canary', value: 'never' }] }], 1],
    [[{ method }], 2],
  ]);
  expect(differences(conversion).filter(text => !text.startsWith('cosmetic'))).toEqual([]);
});

test('servers that speak TLS need a policy about their certificate', () => {
  const verified = { 'backend-protocol': 'GRPCS', 'proxy-ssl-secret': 'shop/ca', 'proxy-ssl-verify': 'on', 'proxy-ssl-name': 'cart.shop.svc' };
  const conversion = conversionOf([ingress('grpc', 'grpc.example.com', { '/shop.Cart': 'cart' }, verified)]);
  expect(routesOf(conversion).map(({ kind }) => kind)).toEqual(['GRPCRoute']);
  expect(conversion.objects.backendPolicies.map(({ kind, spec }) => [kind, spec.validation.hostname])).toEqual([['BackendTLSPolicy', 'cart.shop.svc']]);
  expect(differences(conversion).filter(text => !text.startsWith('cosmetic'))).toEqual([]);
  const unverified = conversionOf([ingress('grpc', 'grpc.example.com', { '/shop.Cart': 'cart' }, { 'backend-protocol': 'GRPCS' })]);
  expect(differences(unverified)).toContain('lost POST http://grpc.example.com/shop.Cart/Other (content-type: application/grpc)');
});

test('releases and implementations without GRPCRoutes get HTTPRoutes', () => {
  const cart = [ingress('grpc', 'grpc.example.com', { '/shop.Cart': 'cart' }, GRPC)];
  const kinds = (more: Parameters<typeof conversionOf>[1]) => routesOf(conversionOf(cart, more)).map(({ kind }) => kind);
  expect(kinds({ api: { minor: '1.0', channel: 'standard' } })).toEqual(['HTTPRoute']);
  expect(kinds({ report: conformanceReportOf('gke-gateway', '1.6') })).toEqual(['HTTPRoute']);
  expect(kinds({ report: conformanceReportOf('istio', '1.6') })).toEqual(['GRPCRoute']);
});

test.each([['PathPrefix', '/a.B/C', { service: 'a.B', method: 'C' }], ['Exact', '/a.B', undefined], ['PathPrefix', '/a-b', undefined], ['Exact', '/a.B/C/D', undefined], ['PathPrefix', '/a.B/C/', undefined]] as const)(
  '%s %s', (type, value, expected) => expect(grpcMatch({ type, value })).toEqual(expected));
