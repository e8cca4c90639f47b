import { App, Chart, Testing } from 'cdk8s';
import { Ingress, IngressBackend, Service, ServiceType } from 'cdk8s-plus-30';
import { gateway } from '../../../src';

function shopOf(app: App): Chart {
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const web = new Service(shop, 'web', { metadata: { name: 'web' }, type: ServiceType.CLUSTER_IP, ports: [{ port: 80 }] });
  new Ingress(shop, 'ingress', { metadata: { name: 'web' }, className: 'nginx' }).addHostRule('shop.example.com', '/', IngressBackend.fromService(web));
  return shop;
}

test('the Ingresses of cdk8s-plus become a Gateway and routes', () => {
  const app = new App();
  gateway.GatewayApi.use(app, { version: '1.6', implementation: 'envoy-gateway' });
  const chart = new Chart(app, 'converted');
  const conversion = gateway.IngressConversion.fromConstruct(chart, 'ingresses', shopOf(app));
  expect(Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
    'Gateway gateway/ingress', 'HTTPRoute shop/shop-example-com', 'BackendTrafficPolicy gateway/ingress',
  ]);
  expect(conversion.differences.filter(({ difference }) => difference !== gateway.RequestDifferenceKind.UNDETERMINED)).toEqual([]);
  expect(conversion.comparedRequests).toBeGreaterThan(10);
  expect(conversion.report).toContain('1 Ingress with 1 host became 1 route');
  expect(conversion.routeTable).toContain('## shop.example.com');
});

test('an existing Gateway gets routes only', () => {
  const app = new App();
  const chart = new Chart(app, 'converted');
  gateway.IngressConversion.fromConstruct(chart, 'ingresses', shopOf(app), { gateway: 'infra/public' });
  expect(Testing.synth(chart).map(({ kind, spec }) => [kind, spec.parentRefs[0].name])).toEqual([['HTTPRoute', 'public']]);
});

test('without an Ingress there is nothing to convert', () => {
  const app = new App();
  const chart = new Chart(app, 'converted');
  expect(() => gateway.IngressConversion.fromConstruct(chart, 'ingresses', new Chart(app, 'empty'))).toThrow('converted/ingresses: the input has no Ingresses');
});

test('the implementation and its version decide over its own policies', () => {
  const kindsOf = (props: gateway.IngressConversionProps): string[] => {
    const app = new App();
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const web = new Service(shop, 'web', { metadata: { name: 'web' }, type: ServiceType.CLUSTER_IP, ports: [{ port: 80 }] });
    const metadata = { annotations: { 'nginx.ingress.kubernetes.io/limit-rps': '5' } };
    new Ingress(shop, 'ingress', { metadata, className: 'nginx' }).addHostRule('shop.example.com', '/', IngressBackend.fromService(web));
    const chart = new Chart(app, 'converted');
    gateway.IngressConversion.fromConstruct(chart, 'ingresses', shop, props);
    return Testing.synth(chart).map(({ kind }) => kind);
  };
  expect(kindsOf({ implementation: 'nginx-gateway-fabric', implementationVersion: '2.4' })).toContain('RateLimitPolicy');
  expect(kindsOf({ implementation: 'nginx-gateway-fabric', implementationVersion: '2.3' })).toContain('SnippetsFilter');
  expect(kindsOf({ implementation: 'istio' })).not.toContain('HTTPRoute');
  expect(() => kindsOf({ implementationVersion: '2.4' })).toThrow('converted/ingresses: Version of the implementation');
});
