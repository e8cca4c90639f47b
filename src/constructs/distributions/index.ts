export * from './distribution-object';
export * from './installer-files';
export * from './objects';
export * from './rke2-network-plugin-config';
