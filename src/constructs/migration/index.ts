export * from './cluster-migration';
export * from './cluster-migration-props';
