/** Policies about identities and ports, which ztunnels enforce without a waypoint. docs/ambient.md explains it. */
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, strictMutualTls: true });

  // Only the cart reaches the database. Once there is such a policy, nothing else does.
  new istio.AmbientAuthorizationPolicy(shop, 'database', {
    metadata: { name: 'database' },
    rules: istio.AmbientRules.fromL4({ podLabels: { app: 'database' }, rules: [{ sources: [{ serviceAccounts: ['shop/cart'] }], ports: [5432] }] }),
  });
  // Whatever else allows it: nothing of the namespace for tests gets in.
  new istio.AmbientAuthorizationPolicy(shop, 'tests', {
    metadata: { name: 'no-tests' },
    action: istio.AuthorizationAction.DENY,
    rules: istio.AmbientRules.fromL4({ rules: [{ sources: [{ namespaces: ['tests'] }] }] }),
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
