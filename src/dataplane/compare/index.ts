export * from './behaviour-change';
export * from './ruleset-change';
export { RulesetDifference } from './ruleset-difference';
