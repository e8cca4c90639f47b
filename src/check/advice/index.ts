export * from './cni-advice';
export * from './cni-advisor';
export * from '../../programs/cni/fit';
export * from '../../programs/cni/need';
