/** A namespace that refuses plain text, and whose policies of the network let the mesh in. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'isolation', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  // strictMutualTls refuses what comes from outside of the mesh; networkPolicy admits its tunnels on port 15008, and the probes of the kubelet.
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, strictMutualTls: true, networkPolicy: true });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
