/**
 * kube-proxy in nftables mode where a distribution sets it: objects for the clusters that hold them, and files of an installer, all of the
 * same settings. docs/distributions.md explains it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { distributions } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  const settings = { kubernetesVersion: '1.35', nodePortAddresses: ['192.0.2.0/24'] };

  // A k0s cluster with dynamic configuration holds the object itself.
  new distributions.K0sClusterConfig(new Chart(app, 'k0s'), 'config', { ...settings, nftables: { masqueradeAll: true } });

  // The garden cluster holds a Shoot, which has no field for nodePortAddresses.
  new distributions.GardenerShoot(new Chart(app, 'garden'), 'shoot', {
    kubernetesVersion: '1.35',
    distributionVersion: '1.140.0',
    metadata: { name: 'shop', namespace: 'garden-team' },
    spec: { kubernetes: { version: '1.35.4' } },
  });

  // kubespray's group_vars are a file beside the manifests, with the comments that it has.
  new distributions.InstallerFiles(new Chart(app, 'kubespray'), 'inventory', {
    ...settings,
    distribution: distributions.InstallerDistribution.KUBESPRAY,
    distributionVersion: '2.31.0',
    existingFiles: { 'group_vars/k8s_cluster/k8s-cluster.yml': readFileSync(join(__dirname, 'inventory', 'k8s-cluster.yml'), 'utf8') },
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
