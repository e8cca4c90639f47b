export * from './aks';
export * from './artifacts';
export * from './kube-proxy';
export * from './kubeadm';
export * from './ruleset/ruleset';
