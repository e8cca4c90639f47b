export * from './cluster-check';
export * from './cluster-check-options';
export * from './cluster-goal';
export * from './nftables-validation';
export * from './report-format';
export * from './waived-finding';
export * from '../../check/findings/finding';
