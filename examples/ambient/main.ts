/** Istio in ambient mode: the mesh, a namespace with a waypoint, policies of both kinds, and a canary. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { gateway, istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  // Istio 1.30 is built with this one.
  gateway.GatewayApi.use(app, { version: '1.5' });
  new istio.AmbientMesh(new Chart(app, 'istio'), 'mesh', { version: '1.30.3', nativeNftables: true, delivery: istio.IstioDelivery.fromFlux() });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const waypoint = new istio.Waypoint(shop, 'waypoint');
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, strictMutualTls: true, waypoint });

  const service = (name: string): ApiObject => new ApiObject(shop, name, {
    apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] },
  });
  const cart = service('cart');
  service('cart-next');

  // What is about requests is enforced by the waypoint …
  new istio.AmbientAuthorizationPolicy(shop, 'readers', {
    metadata: { name: 'readers' },
    rules: istio.AmbientRules.fromL7({
      waypoint, targets: [cart], rules: [{ sources: [{ principals: ['cluster.local/ns/web/sa/frontend'] }], methods: ['GET'], paths: ['/cart/*'] }],
    }),
  });
  // … which nobody goes around: ztunnels at the pods see to that.
  waypoint.requireFor({ app: 'cart' });
  new istio.AmbientAuthorizationPolicy(shop, 'database', {
    metadata: { name: 'database' },
    rules: istio.AmbientRules.fromL4({ podLabels: { app: 'database' }, rules: [{ sources: [{ serviceAccounts: ['shop/cart'] }], ports: [5432] }] }),
  });

  new gateway.HttpRoute(shop, 'canary', {
    metadata: { name: 'cart' },
    parents: [gateway.Parent.fromServiceName('cart', { port: 80 })],
    rules: gateway.HttpRules.canary({
      stable: gateway.Backend.fromServiceName('cart', 80),
      canary: gateway.Backend.fromServiceName('cart-next', 80),
      percent: 10,
      testHeader: 'x-canary',
    }),
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
