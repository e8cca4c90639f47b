/** A namespace in ambient mode: its pods join without a restart, but for one that stays outside. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const namespace = new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' } });

  const deployment = (name: string): ApiObject => new ApiObject(shop, name, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image: `registry.example.com/${name}:1` }] } },
    },
  });
  deployment('cart');
  // It speaks a protocol over UDP with pods that are not in the mesh.
  namespace.exclude(deployment('telemetry'));
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
