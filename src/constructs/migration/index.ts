export * from './cluster-migration';
export * from './cluster-migration-props';
export * from './migration-report';
