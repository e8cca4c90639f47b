/** A canary inside the mesh: a tenth of the requests to a Service go to the next version. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { gateway, istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.5' });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const waypoint = new istio.Waypoint(shop, 'waypoint');
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, waypoint });

  // Subsets of a DestinationRule cannot be a backend: there is a Service for each version, and one that clients call.
  const service = (name: string, selector: Record<string, string>): ApiObject => new ApiObject(shop, name, {
    apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector, ports: [{ port: 80, targetPort: 8080 }] },
  });
  service('cart', { app: 'cart' });
  service('cart-v1', { app: 'cart', version: 'v1' });
  service('cart-v2', { app: 'cart', version: 'v2' });

  new gateway.HttpRoute(shop, 'canary', {
    metadata: { name: 'cart' },
    parents: [gateway.Parent.fromServiceName('cart', { port: 80 })],
    rules: gateway.HttpRules.canary({ stable: gateway.Backend.fromServiceName('cart-v1', 80), canary: gateway.Backend.fromServiceName('cart-v2', 80), percent: 10 }),
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
