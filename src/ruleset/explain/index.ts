export { Explanation } from './explanation';
export * from './vocabulary';
