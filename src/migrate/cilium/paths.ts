/** The files of a migration to Cilium, in its folder. */
export const PATHS = {
  runbook: 'RUNBOOK.md',
  values: 'cilium/values-migration.yaml',
  movedValues: 'cilium/values-moved.yaml',
  finalValues: 'cilium/values-final.yaml',
  nodeConfig: 'cilium/node-config.yaml',
  replacementNodeConfig: 'cilium/kube-proxy-replacement.yaml',
  installationPatch: 'calico/installation-patch.json',
  installationBack: 'calico/installation-patch-back.json',
  pools: 'calico/ippool.yaml',
  services: 'services.md',
  policies: 'policies/policies.yaml',
  policiesPage: 'policies/README.md',
} as const;

export function isFileOfPaths(path: string): boolean {
  return (Object.values(PATHS) as string[]).includes(path);
}

/** A node with it moves, or has moved. */
export const MIGRATION_LABEL = 'io.cilium.migration/cilium-default';
