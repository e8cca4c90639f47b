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
  rulesets: 'rulesets',
} as const;
