/** Policies about requests, which a waypoint enforces. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { gateway, istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.5' });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const waypoint = new istio.Waypoint(shop, 'waypoint');
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, strictMutualTls: true, waypoint });
  const cart = new ApiObject(shop, 'cart', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' }, spec: { selector: { app: 'cart' }, ports: [{ port: 80, targetPort: 8080 }] },
  });

  // Readers read, and the checkout changes.
  new istio.AmbientAuthorizationPolicy(shop, 'cart-policy', {
    metadata: { name: 'cart' },
    rules: istio.AmbientRules.fromL7({
      waypoint,
      targets: [cart],
      rules: [
        { sources: [{ namespaces: ['web'] }], methods: ['GET', 'HEAD'], paths: ['/cart/*'] },
        { sources: [{ principals: ['cluster.local/ns/shop/sa/checkout'] }], methods: ['POST', 'PUT'], paths: ['/cart/{*}/items'] },
      ],
    }),
  });
  // Pods that are addressed themselves are not behind the waypoint.
  waypoint.requireFor({ app: 'cart' });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
