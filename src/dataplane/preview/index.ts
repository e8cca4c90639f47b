export * from './cluster-preview';
export * from './cluster-preview-options';
