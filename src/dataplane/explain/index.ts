export { BehaviorMatrix } from './behavior-matrix';
export { Explanation } from './explanation';
export * from './matrix-vocabulary';
export * from './vocabulary';
