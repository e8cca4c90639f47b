export * from './aks';
export * from './artifacts';
export * from './calico';
export * from './checks';
export * from './kube-proxy';
export * from './kubeadm';
export * from './ruleset/ruleset';
