/** Routes that are tried before they are applied: who gets a request, from outside and inside of a mesh. docs/requests.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { gateway, istio, RequestBehavior, RequestOutcome } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.5' });

  const infrastructure = new Chart(app, 'gateways', { namespace: 'gateways' });
  const shared = new gateway.Gateway(infrastructure, 'public', {
    metadata: { name: 'public' },
    gatewayClassName: 'istio',
    listeners: [gateway.Listener.http({ allowedNamespaces: gateway.AllowedNamespaces.fromNames('shop') })],
  });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const waypoint = new istio.Waypoint(shop, 'waypoint', { metadata: { name: 'waypoint' } });
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, waypoint });
  for (const name of ['cart', 'cart-next', 'frontend']) addApplication(shop, name);

  new gateway.HttpRoute(shop, 'public-route', {
    metadata: { name: 'public' },
    parents: [shared.listener('http')],
    hostnames: ['shop.example.com'],
    rules: [{ backends: [gateway.Backend.fromServiceName('frontend', 80)] }],
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
  new istio.AmbientAuthorizationPolicy(shop, 'readers', {
    metadata: { name: 'readers' },
    rules: istio.AmbientRules.fromL7({
      waypoint, targets: [shop.node.findChild('cart') as ApiObject], rules: [{ sources: [{ serviceAccounts: ['shop/frontend'] }], methods: ['GET'] }],
    }),
  });

  tryRequests(RequestBehavior.fromObjects([...infrastructure.toJson(), ...shop.toJson()]));
  return app;
}

function addApplication(chart: Chart, name: string): void {
  new ApiObject(chart, name, {
    apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  });
  new ApiObject(chart, `${name}-pods`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { serviceAccountName: name, containers: [{ name, image: `registry.example.com/shop/${name}:1` }] } },
    },
  });
}

/** What the team relies on; a change that breaks it ends here, and not in the cluster. */
function tryRequests(behavior: RequestBehavior): void {
  const fromFrontend = { source: 'pod:shop/frontend' };
  expectBackends(behavior, { request: 'GET http://shop.example.com/' }, 'shop/frontend:80');
  expectBackends(behavior, { request: 'GET http://cart/items', ...fromFrontend }, 'shop/cart:80', 'shop/cart-next:80');
  expectBackends(behavior, { request: 'GET http://cart/items', headers: ['x-canary: always'], ...fromFrontend }, 'shop/cart-next:80');
  const [path] = behavior.explain({ request: 'DELETE http://cart/items', ...fromFrontend }).paths;
  if (path.outcome !== RequestOutcome.RESPONSE || path.statusCode !== 403) throw new Error(`Nobody may delete anything, but: ${path.summary}`);
}

function expectBackends(behavior: RequestBehavior, options: { request: string; headers?: string[]; source?: string }, ...expected: string[]): void {
  const explanation = behavior.explain(options);
  const names = explanation.paths.flatMap(({ backends }) => backends.map(({ serviceName }) => serviceName));
  if (names.join() !== expected.join()) throw new Error(explanation.toText());
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
