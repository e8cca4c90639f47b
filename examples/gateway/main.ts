/** Gateway API by role: the cluster's operator makes the Gateway, a team its routes. docs/gateway.md explains it. */
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { gateway } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.6' });

  const infrastructure = new Chart(app, 'gateways', { namespace: 'gateways' });
  const shared = new gateway.Gateway(infrastructure, 'public', {
    metadata: { name: 'public' },
    gatewayClassName: 'envoy',
    listeners: [
      gateway.Listener.http({ allowedNamespaces: gateway.AllowedNamespaces.fromNames('shop') }),
      gateway.Listener.https({
        hostname: '*.example.com',
        certificates: [{ name: 'wildcard', namespaceName: 'certificates' }],
        allowedNamespaces: gateway.AllowedNamespaces.fromNames('shop'),
      }),
    ],
  });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new gateway.HttpRoute(shop, 'redirect', {
    metadata: { name: 'redirect' },
    parents: [shared.listener('http')],
    hostnames: ['shop.example.com'],
    rules: gateway.HttpRules.redirectToHttps(),
  });
  new gateway.HttpRoute(shop, 'cart', {
    metadata: { name: 'cart' },
    parents: [shared.listener('https')],
    hostnames: ['shop.example.com'],
    rules: gateway.HttpRules.canary({
      stable: gateway.Backend.fromServiceName('cart', 80),
      canary: gateway.Backend.fromServiceName('cart-next', 80),
      path: gateway.PathMatch.prefix('/cart'),
      percent: 10,
      testHeader: 'x-canary',
    }),
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
