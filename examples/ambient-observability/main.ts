/** What a waypoint reports: access logs, traces, and metrics with a label of their own. docs/ambient.md explains it. */
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { gateway, istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.5' });
  // Where traces go is said once for the mesh. ztunnels have metrics and logs of connections without any of this.
  new istio.AmbientMesh(new Chart(app, 'istio'), 'mesh', {
    version: '1.30.3',
    delivery: istio.IstioDelivery.fromFlux(),
    values: {
      istiod: { meshConfig: { enableTracing: true, extensionProviders: [{ name: 'traces', opentelemetry: { service: 'collector.monitoring.svc.cluster.local', port: 4317 } }] } },
    },
  });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const waypoint = new istio.Waypoint(shop, 'waypoint');
  new istio.AmbientNamespace(shop, 'namespace', { metadata: { name: 'shop' }, waypoint });
  new ApiObject(shop, 'telemetry', {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: 'waypoint' },
    spec: {
      // Only what names the waypoint gets there: a selector would have no effect.
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: waypoint.name }],
      accessLogging: [{ providers: [{ name: 'envoy' }] }],
      tracing: [{ providers: [{ name: 'traces' }], randomSamplingPercentage: 5 }],
      metrics: [{ providers: [{ name: 'prometheus' }], overrides: [{ match: { metric: 'REQUEST_COUNT' }, tagOverrides: { method: { operation: 'UPSERT', value: 'request.method' } } }] }],
    },
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
