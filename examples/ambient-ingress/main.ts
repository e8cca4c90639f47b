/** Requests from outside: a Gateway takes them, and the waypoint of the Service applies its policies to them, too. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { gateway, istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.5' });
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  const entry = new gateway.Gateway(edge, 'public', {
    metadata: { name: 'public' }, gatewayClassName: 'istio', listeners: [gateway.Listener.http({ allowedNamespaces: gateway.AllowedNamespaces.fromNames('shop') })],
  });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const waypoint = new istio.Waypoint(shop, 'waypoint');
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, strictMutualTls: true, waypoint });
  new ApiObject(shop, 'cart', {
    apiVersion: 'v1',
    kind: 'Service',
    // Without this label the Gateway sends requests straight to the pods.
    metadata: { name: 'cart', labels: { 'istio.io/ingress-use-waypoint': 'true' } },
    spec: { selector: { app: 'cart' }, ports: [{ port: 80, targetPort: 8080 }] },
  });
  new gateway.HttpRoute(shop, 'entry', {
    metadata: { name: 'cart' },
    parents: [entry.listener('http')],
    hostnames: ['shop.example.com'],
    rules: [{ backends: [gateway.Backend.fromServiceName('cart', 80)] }],
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
