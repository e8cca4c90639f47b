/** A waypoint for all Services of a namespace, which another namespace uses as well. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { gateway, istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.5' });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const waypoint = new istio.Waypoint(shop, 'waypoint', { allowFrom: gateway.AllowedNamespaces.fromNames('shop', 'blog') });
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, waypoint });

  const blog = new Chart(app, 'blog', { namespace: 'blog' });
  new istio.AmbientNamespace(blog, 'namespace', { metadata: { name: 'blog' } });
  // One Service of the other namespace; all others there have none.
  waypoint.serve(new ApiObject(blog, 'comments', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'comments' }, spec: { selector: { app: 'comments' }, ports: [{ port: 80, targetPort: 8080 }] },
  }));
  // A waypoint that is missing does not block anything: ztunnels let only what comes through it to these pods.
  waypoint.requireFor({ app: 'cart' });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
