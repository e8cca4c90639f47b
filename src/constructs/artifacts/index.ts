export * from './artifact';
export * from './artifact-app';
