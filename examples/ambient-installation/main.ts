/** Istio in ambient mode by Helm: values of the charts, and a script that installs them in their order. docs/ambient.md explains it. */
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { istio } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  new istio.AmbientMesh(new Chart(app, 'istio'), 'mesh', {
    version: '1.30.3',
    // For nodes without the modules of iptables, such as those of RHEL 10; kube-proxy may be in any mode.
    nativeNftables: true,
    cni: { excludedNamespaces: ['kube-system', 'monitoring'] },
    ztunnel: { terminationGracePeriodSeconds: 120 },
    values: { istiod: { meshConfig: { accessLogFile: '/dev/stdout' } } },
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
