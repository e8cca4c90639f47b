export * from './addon-options';
export * from './local-detector';
export * from './mode-options';
export * from './nftables-kube-proxy';
export * from './nftables-kube-proxy-props';
export * from './process-options';
export * from './proxy-mode';
