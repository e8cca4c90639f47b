/** Requests with a token: the waypoint checks it, and a policy asks for it. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { gateway, istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.5' });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const waypoint = new istio.Waypoint(shop, 'waypoint');
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, strictMutualTls: true, waypoint });
  const account = new ApiObject(shop, 'account', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'account' }, spec: { selector: { app: 'account' }, ports: [{ port: 80, targetPort: 8080 }] },
  });

  // It refuses tokens that are wrong, but not requests without one …
  new ApiObject(shop, 'tokens', {
    apiVersion: 'security.istio.io/v1',
    kind: 'RequestAuthentication',
    metadata: { name: 'account' },
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name: account.name }],
      jwtRules: [{ issuer: 'https://login.example.com', jwksUri: 'https://login.example.com/keys', audiences: ['shop'] }],
    },
  });
  // … which is why a policy asks for one, and for the right group.
  new istio.AmbientAuthorizationPolicy(shop, 'account-policy', {
    metadata: { name: 'account' },
    rules: istio.AmbientRules.fromL7({
      waypoint,
      targets: [account],
      rules: [{ sources: [{ requestPrincipals: ['https://login.example.com/*'] }], conditions: [{ key: 'request.auth.claims[groups]', values: ['customers'] }] }],
    }),
  });
  waypoint.requireFor({ app: 'account' });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
