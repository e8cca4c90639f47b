export * from './behavior-change';
export * from './ruleset-change';
export { RulesetDifference } from './ruleset-difference';
