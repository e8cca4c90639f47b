export * from './artifacts';
export * from './calico';
export * from './kube-proxy';
export * from './ruleset/ruleset';
