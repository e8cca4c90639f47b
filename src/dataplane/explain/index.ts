export { BehaviourMatrix } from './behaviour-matrix';
export { Explanation } from './explanation';
export * from './matrix-vocabulary';
export * from './vocabulary';
