/**
 * The cluster of examples/cluster, whose kube-proxy runs in IPVS mode and Calico on iptables, moves to nftables mode: kube-proxy's new
 * ConfigMap as a manifest and, beside it, the runbook with everything that it takes. kubeadm's files for new clusters of the same kind
 * share the configuration.
 */
import { join, relative } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ClusterMigration, KubeadmProxyConfig } from 'cdk8s-nftables';

/** Findings name the files, so these are as short as they can be. */
const CLUSTER = relative(process.cwd(), join(__dirname, '..', 'cluster'));

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  const chart = new Chart(app, 'kube-proxy');

  const { kubeProxy } = new ClusterMigration(chart, 'migration', {
    targetVersion: '1.36',
    calicoVersion: '3.31',
    files: ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml'].map(file => join(CLUSTER, file)),
    canaryNodes: ['worker-1'],
  });
  new KubeadmProxyConfig(chart, 'kubeadm', {
    kubernetesVersion: 'v1.36.3',
    kubeProxy,
    cluster: { controlPlaneEndpoint: 'k8s.example.internal:6443', networking: { podSubnet: '10.244.0.0/16' } },
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
