export * from './node-probe';
export * from './node-probe-props';
