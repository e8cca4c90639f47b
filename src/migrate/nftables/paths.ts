/** The files of a migration, in its folder. */
export const PATHS = {
  runbook: 'RUNBOOK.md',
  findings: 'findings.md',
  findingsJson: 'findings.json',
  decisions: 'kube-proxy/decisions.md',
  configMap: 'kube-proxy/configmap.yaml',
  canary: 'canary/kube-proxy.yaml',
  canaryPatch: 'canary/daemonset-patch.yaml',
  canaryBackPatch: 'canary/daemonset-patch-back.yaml',
  calicoPatch: 'calico/patch.json',
  rollbackConfigMap: 'rollback/kube-proxy-configmap.yaml',
  rollbackCalicoPatch: 'rollback/calico-patch.json',
  kubeadm: 'kubeadm',
  rollbackKubeadm: 'rollback/kubeadm',
  distribution: 'distribution',
  rollbackDistribution: 'rollback/distribution',
  behavior: 'behavior.md',
  behaviorJson: 'behavior.json',
  rulesets: 'rulesets',
  rulesetsPage: 'rulesets/README.md',
};

/** Where the files of a migration are. */
export type MigrationPaths = Readonly<typeof PATHS>;

/**
 * Whether a path in the folder is that of a file which a migration writes, or another one to nftables mode would. Those of an earlier run
 * would look as if they were of this one.
 */
export function isFileOfPaths(path: string): boolean {
  return Object.values(PATHS).includes(path) || new RegExp(`^(?:${PATHS.kubeadm}|${PATHS.rollbackKubeadm})/[^/]+\\.(?:conf|txt)$|^${PATHS.rulesets}/[^/]+\\.nft$|^(?:${PATHS.distribution}|${PATHS.rollbackDistribution})/.`).test(path);
}
