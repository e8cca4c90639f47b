export * from './aks';
export * from './artifacts';
export * from './calico';
export * from './cluster-migration';
export * from './findings/finding';
export * from './kube-proxy';
export * from './kubeadm';
export * from './ruleset/ruleset';
