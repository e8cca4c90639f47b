/** Ingresses of ingress-nginx as a Gateway and routes of Envoy Gateway. docs/ingress-conversion.md explains it. */
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { gateway } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  gateway.GatewayApi.use(app, { version: '1.6', implementation: 'envoy-gateway' });

  const chart = new Chart(app, 'converted');
  const conversion = gateway.IngressConversion.fromFiles(chart, 'ingresses', [join(__dirname, 'ingresses.yaml')]);
  const worst = [gateway.RequestDifferenceKind.UNPROTECTED, gateway.RequestDifferenceKind.LOST, gateway.RequestDifferenceKind.ELSEWHERE];
  const serious = conversion.differences.filter(({ difference }) => worst.includes(difference));
  if (serious.length > 0) throw new Error(serious.map(({ request, before, after }) => `${request}: ${before}, then ${after}`).join('\n'));
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
