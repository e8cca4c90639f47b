export * from './aks-kube-proxy-config';
export * from './aks-kube-proxy-config-props';
export * from './cluster-network';
export * from './kube-proxy-settings';
export * from './object-reference';
