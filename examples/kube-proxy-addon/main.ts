/**
 * kube-proxy's add-on in nftables mode for a cluster that kubeadm made, with the ruleset that each node will get: the
 * settings of the cluster in examples/cluster, whose kube-proxy still runs in IPVS mode.
 */
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import { LocalDetector, NftablesKubeProxy, RulesetFile } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  const chart = new Chart(app, 'kube-proxy');

  const kubeProxy = new NftablesKubeProxy(chart, 'kube-proxy', {
    kubernetesVersion: '1.36.3',
    localDetector: LocalDetector.clusterCidr('10.244.0.0/16'),
    // In IPVS mode this stood under iptables; nftables mode reads its own section.
    nftables: { masqueradeAll: true, minSyncPeriod: Duration.seconds(1) },
    addon: { controlPlaneEndpoint: 'https://k8s.example.internal:6443' },
  });

  for (const nodeName of ['cp-1', 'worker-1', 'worker-2', 'worker-3']) {
    new RulesetFile(chart, `ruleset-${nodeName}`, {
      kubeProxy,
      nodeName,
      files: [join(__dirname, '..', 'cluster', 'networking.yaml')],
    });
  }
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
