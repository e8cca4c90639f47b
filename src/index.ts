export * from './aks';
export * from './artifacts';
export * from './calico';
export * from './checks';
export * from './cluster-migration';
export * from './kube-proxy';
export * from './kubeadm';
export * from './ruleset/ruleset';
