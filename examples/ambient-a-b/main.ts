/** An A/B test inside the mesh: a header chooses the version. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { gateway, istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.5' });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const waypoint = new istio.Waypoint(shop, 'waypoint');
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, waypoint });

  const service = (name: string, selector: Record<string, string>): ApiObject => new ApiObject(shop, name, {
    apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector, ports: [{ port: 80, targetPort: 8080 }] },
  });
  service('cart', { app: 'cart' });
  service('cart-a', { app: 'cart', variant: 'a' });
  service('cart-b', { app: 'cart', variant: 'b' });

  new gateway.HttpRoute(shop, 'test', {
    metadata: { name: 'cart' },
    parents: [gateway.Parent.fromServiceName('cart', { port: 80 })],
    rules: gateway.HttpRules.byHeader({
      stable: gateway.Backend.fromServiceName('cart-a', 80), canary: gateway.Backend.fromServiceName('cart-b', 80), header: { name: 'x-variant', value: 'b' },
    }),
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
