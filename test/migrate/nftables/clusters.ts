import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyWaivers, Waiver } from '../../../src/check/findings/waiver';
import { nftablesFindings } from '../../../src/check/goals/nftables';
import { Cluster } from '../../../src/cluster/cluster';
import { readFiles } from '../../../src/input/read-files';
import { migrationFiles } from '../../../src/migrate/nftables/files';
import { MigrationOptions, MigrationPlan, planMigration } from '../../../src/migrate/nftables/plan';
import { clusterOf } from '../../check/findings/findings';
import { Plain } from '../../support/builders';

const FOLDER = join(__dirname, '..', '..', 'fixtures', 'cluster');

/** The cluster of test/fixtures/cluster with further objects. */
export function referenceCluster(objects: readonly Plain[] = [], files = ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml']): Cluster {
  const cluster = new Cluster();
  for (const { object, source } of readFiles(files.map(file => join(FOLDER, file)))) cluster.add(object, source);
  for (const object of objects) cluster.add(object);
  return cluster;
}

export function planOf(
  cluster: Cluster | readonly Plain[], options: Partial<MigrationOptions> = {}, waivers: readonly Waiver[] = [],
): MigrationPlan {
  const inventory = cluster instanceof Cluster ? cluster : clusterOf(cluster);
  const targetVersion = options.targetVersion ?? '1.36';
  return planMigration(inventory, applyWaivers(nftablesFindings(inventory, targetVersion), waivers, '2026-01-01'), { targetVersion, ...options });
}

/** The texts of a plan's files, by their paths. */
export function filesOf(plan: MigrationPlan): Record<string, string> {
  return Object.fromEntries(Array.from(migrationFiles(plan), ({ path, content }) =>
    [path, typeof content === 'string' ? content : [...content()].join('\n')]));
}

/** The commands of a page: all lines of its shell blocks. */
export function commandsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```shell\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block.trimEnd().split('\n'));
}

export const fixture = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

/** The ConfigMap kubeadm-config with some fields of its ClusterConfiguration. */
export function kubeadmConfig(fields: Plain = {}): Plain {
  const cluster = { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion: 'v1.36.3', networking: { podSubnet: '10.244.0.0/16' }, ...fields };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'kube-system', name: 'kubeadm-config' }, data: { ClusterConfiguration: JSON.stringify(cluster) } };
}
