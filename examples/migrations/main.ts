/**
 * One migration for each goal, with its files beside the manifests: a cluster of kubespray to nftables mode, Ingresses to Gateway API,
 * Calico to Cilium, and sidecars to ambient mode. docs/migration.md explains it.
 */
import { join, relative } from 'node:path';
import { App } from 'cdk8s';
import { ClusterCheck, ClusterDistribution, ClusterGoal, ClusterMigration } from 'cdk8s-nftables';

/** Findings name the files, so these are as short as they can be. */
const EXAMPLES = relative(process.cwd(), join(__dirname, '..'));
const CLUSTER = ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml'].map(file => join(EXAMPLES, 'cluster', file));

export function createApp(outdir: string): App {
  const app = new App({ outdir });

  // kubespray writes kube-proxy's ConfigMap, so its inventory is what changes. Comments stay.
  new ClusterMigration(app, 'nftables', {
    goal: ClusterGoal.nftables({ targetVersion: '1.35', calicoVersion: '3.31', canaryNodes: ['worker-1'], rulesetNodes: ['worker-1'] }),
    files: [...CLUSTER, join(EXAMPLES, 'distributions', 'inventory', 'k8s-cluster.yml')],
    distribution: ClusterDistribution.KUBESPRAY,
    distributionVersion: '2.31.0',
    folder: 'nftables',
  });

  new ClusterMigration(app, 'gateway-api', {
    goal: ClusterGoal.gatewayApi({ version: '1.6', implementation: 'envoy-gateway', gatewayClassName: 'eg' }),
    files: [join(EXAMPLES, 'ingress-conversion', 'ingresses.yaml')],
    folder: 'gateway-api',
  });

  new ClusterMigration(app, 'cilium', {
    goal: ClusterGoal.cilium({ version: '1.20', podCidr: '10.20.0.0/16' }),
    files: CLUSTER,
    folder: 'cilium',
  });

  // One goal can be given to a check and to a migration.
  const goal = ClusterGoal.ambient({ istioVersion: '1.30' });
  const files = [join(EXAMPLES, 'ambient', 'sidecars.yaml')];
  const { blockers } = ClusterCheck.fromFiles(files, { goal });
  if (blockers.length > 0) throw new Error(blockers.map(({ message }) => message).join('\n'));
  new ClusterMigration(app, 'ambient', { goal, files, folder: 'ambient' });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
